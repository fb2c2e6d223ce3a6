//! What a field's name says that it holds. The words of an entry stand beside each other in the name.

use super::Holds;
use crate::text::lexicon::{list, meanings};
use heck::ToSnakeCase;

static NAMES: &[(&str, &Holds)] = meanings!(
    Holds,
    [
        (
            Holds::CardNumber,
            "pan, card no, card num, card number, cardno, cardnumber, bank card, primary account, bankcard, \
         creditcard no",
        ),
        (Holds::TrackData, "track data, track1, track2, track3, track 1, track 2, magstripe, emv data"),
        (Holds::SecurityCode, "cvv, cvv2, cvc, cvc2, cvn, cvn2, csc, cid code, security code, verification value"),
        (Holds::Pin, "pin, pincode, pinblock"),
        (Holds::OneTimeCode, "otp, vcode, captcha, auth code, verification code, verify code, sms code"),
        (Holds::Password, "password, passwd, pwd, passcode, passphrase"),
        (Holds::Key, "secret, credential, credentials, apikey, api key, private key, secret key"),
        (
            Holds::ExpiryDate,
            "expiry, expiration, exp month, exp year, exp date, expire month, expire year, valid date, valid thru",
        ),
        (
            Holds::IdentityNumber,
            "id number, id no, id num, id card, idcard, cert no, cert number, identity number, identity no, \
         identity card, identity, identitycard, national id, social security, social credit, uscc, driver license, \
         driver licence, driving license, driving licence, license no, licence no, licence number, identification, \
         document number, document no, passport, license number, ssn, tax id, tax number, tin",
        ),
        (Holds::BirthDate, "birth, birthday, birthdate, dob"),
        (
            Holds::PersonName,
            "first name, middle name, last name, full name, real name, given name, family name, holder name, \
         account name, cardholder, legal name, surname, maiden name, firstname, lastname, fullname, realname, \
         beneficiary name, payee name, payer name, recipient name, contact name, name on card",
        ),
        (Holds::Phone, "phone, mobile, telephone, tel"),
        (Holds::Email, "email, mail"),
        (Holds::Contact, "wechat, qq, whatsapp"),
        (Holds::Address, "address, addr, street, postcode, postal code, zip, zipcode"),
        (Holds::Biometric, "fingerprint, face image, face photo, selfie, iris, voiceprint, id photo"),
        (Holds::AccountNumber, "account no, account num, account number, bank account, bank no, iban"),
        (Holds::Unclear, "signature"),
    ]
);

/// Words that are too common to mean a secret anywhere but at the end: `app_key` is one, `key_word` is not.
const LAST_WORDS: &[&str] = &["key", "token"];

/// A last word that tells something about the value and not the value: `pin_status`.
const ABOUT: &[&str] = &[
    "count", "enabled", "flag", "length", "limit", "mode", "required", "set", "state", "status", "type", "verified",
    "version",
];

/// Words for machines, whose addresses are not those of a person.
const MACHINES: &[&str] = &["callback", "ip", "mac", "notify", "url", "wallet", "web", "contract", "server"];

/// Whose address, telephone and name everybody may know, as long as no person is named beside them.
const ORGANISATIONS: &[&str] = &[
    "merchant", "store", "shop", "company", "bank", "branch", "platform", "support", "vendor", "supplier", "office",
    "issuer",
];

const PERSONS: &[&str] = list!(
    "holder, cardholder, contact, owner, director, payee, payer, beneficiary, recipient, customer, legal, person, \
     account",
);

/// Words beside `fingerprint` with which it is not a person's.
const DEVICES: &[&str] = &["device", "certificate", "cert", "key", "browser"];

/// The words of a name or a text, in lower case, whatever is between them: `cardNo` and `card_no` are `card`, `no`.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a field of this name holds.
pub(crate) fn of_name(name: &str) -> Option<Holds> {
    let words = words(name);
    let last = words.last()?.as_str();
    if ABOUT.contains(&last) {
        return None;
    }
    if LAST_WORDS.iter().any(|word| is(last, word)) {
        return Some(Holds::Key);
    }
    let has = |entry: &str| {
        // Most differ in the first letter.
        let may_begin = |word: &String| word.bytes().next() == entry.bytes().next();
        words.iter().enumerate().any(|(at, word)| may_begin(word) && begin_with(&words[at..], entry))
    };
    let (found, holds) = NAMES.iter().find(|(name, _)| has(name))?;
    // The id of something secret is an id: `cardholder_id`. The id of a taxpayer is what is secret.
    let is_id = last == "id" && found.rsplit(' ').next() != Some("id");
    let among = |some: &[&str]| words.iter().any(|word| some.iter().any(|one| is(word, one)));
    let spared = match holds {
        Holds::Address if among(MACHINES) => true,
        Holds::Address | Holds::Phone | Holds::Email | Holds::PersonName => among(ORGANISATIONS) && !among(PERSONS),
        Holds::Biometric => among(DEVICES),
        _ => false,
    };
    (!is_id && !spared).then_some(**holds)
}

/// Whether these words begin with all those of the entry.
fn begin_with(words: &[String], entry: &str) -> bool {
    let mut words = words.iter();
    entry.split(' ').all(|wanted| words.next().is_some_and(|word| is(word, wanted)))
}

/// Whether a word is the wanted one, or several of it.
fn is(word: &str, wanted: &str) -> bool {
    word.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest == "s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::openapi::Sensitive;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words("cardId"), ["card", "id"]);
        assert_eq!(words("feeAmount2"), ["fee", "amount2"]);
        assert_eq!(words("user__paid"), ["user", "paid"]);
    }

    #[test]
    fn names_are_matched_by_their_words() {
        let kind = |name: &str| of_name(name).and_then(Holds::mark).map(Sensitive::word);
        for (name, wanted) in [
            ("card_no", Some("pan")),
            ("cardNo", Some("pan")),
            ("new_card_number", Some("pan")),
            ("cvv2", Some("cvv")),
            ("pin", Some("pin")),
            ("newPin", Some("pin")),
            ("app_key", Some("secret")),
            ("access_token", Some("secret")),
            ("id_number", Some("pii")),
            ("first_name", Some("pii")),
            ("backup_codes", None),
            ("old_passwords", Some("secret")),
            ("card_numbers", Some("pan")),
            ("pinned", None),
            ("keyword", None),
            ("key_word", None),
            ("company", None),
            ("expanded", None),
            ("pin_status", None),
            ("token_type", None),
            ("name", None),
            ("card_id", None),
            ("discard_notes", None),
            ("cert_no", Some("pii")),
            ("bankNo", Some("pii")),
            ("CVV", Some("cvv")),
            ("idcard", Some("pii")),
            ("vcode", Some("secret")),
            ("tel", Some("pii")),
            ("tax_id", Some("pii")),
            ("cardholder_id", None),
            ("ip_address", None),
            ("billing_address", Some("pii")),
            ("merchant_address", None),
            ("shop_phone", None),
            ("merchant_contact_phone", Some("pii")),
            ("bank_account_name", Some("pii")),
            ("dob", Some("pii")),
            ("wechat", Some("pii")),
            ("track2_data", Some("secret")),
            ("face_image", Some("pii")),
            ("device_fingerprint", None),
            ("driverLicenseNo", Some("pii")),
            ("zip_code", Some("pii")),
        ] {
            assert_eq!(kind(name), wanted, "{name}");
        }
    }

    #[test]
    fn words_are_found_whatever_the_case() {
        assert_eq!(words("cardNo"), ["card", "no"]);
        assert_eq!(words("The card's id."), ["the", "card", "s", "id"]);
        assert_eq!(words("CVV2"), ["cvv2"]);
    }
}

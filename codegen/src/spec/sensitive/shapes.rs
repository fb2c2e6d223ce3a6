//! What the shape of a value says that it is, by checks that few other values pass.

use super::Holds;

/// What a text is by its shape.
pub(crate) fn of_value(text: &str) -> Option<Holds> {
    if is_card_number(text) {
        Some(Holds::CardNumber)
    } else if is_resident_number(text) {
        Some(Holds::IdentityNumber)
    } else {
        is_email(text).then_some(Holds::Email)
    }
}

/// 13 to 19 digits of a card scheme's range whose check digit is right.
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter(|c| !matches!(c, ' ' | '-')).map_while(|c| c.to_digit(10)).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let of_a_scheme = matches!(digits.first(), Some(3..=6));
    if !plain || !of_a_scheme || !(13..=19).contains(&digits.len()) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// 17 digits and the check character of a resident identity card.
fn is_resident_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let characters: Vec<char> = text.chars().collect();
    let Some((last, digits)) = characters.split_last().filter(|(_, digits)| digits.len() == WEIGHTS.len()) else {
        return false;
    };
    let digits: Vec<u32> = digits.iter().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.len() == WEIGHTS.len()
        && CHECK.get(sum as usize % 11).is_some_and(|check| *check == last.to_ascii_uppercase())
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || ".-_+".contains(c));
    part(name) && part(host) && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_values_shape_speaks_only_by_its_check_digit() {
        for (text, is) in [("4111111111111111", true), ("4111 1111 1111 1111", true), ("4111111111111112", false)] {
            assert_eq!(is_card_number(text), is, "{text}");
        }
        assert!(is_resident_number("11010519491231002X") && !is_resident_number("110105194912310021"));
        assert!(is_email("a.b@example.com") && !is_email("a@b") && !is_email("@"));
    }
}

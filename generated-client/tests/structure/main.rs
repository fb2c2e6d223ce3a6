//! How this crate's files stand to each other: no circles, and no import that runs up. And what finds these, tried on crates
//! that have one.

// It has a helper that may panic like the test that calls it.
#[cfg(test)]
mod features;
mod imports;

use imports::{Imports, Order};
use std::path::Path;

/// Its own imports are not judged: what the generator writes and what is written by hand for it know each other.
const APART: &[&str] = &["generated"];

const ORDERS: [Order<'_>; 2] = [
    Order {
        within: "",
        rows: &[
            "wire",
            "scalar open_enum sensitive decimal exact model_visitor",
            "generated",
            "drift",
            "operation request error webhook both_ways",
            "observe",
            "client",
            "test_util",
        ],
        apart: APART,
        written: "generated-client/tests/structure/main.rs",
    },
    Order {
        within: "client",
        rows: &["settings", "answer", "pipeline", "handle", "calls builder"],
        apart: &[],
        written: "generated-client/tests/structure/main.rs",
    },
];

fn real() -> std::io::Result<Imports> {
    Imports::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn no_module_imports_one_that_imports_it() {
    let found = real().unwrap().circles(APART);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn no_import_runs_up() {
    let real = real().unwrap();
    // Less would mean that the files are not read any more.
    assert!(real.count() > 200, "{} imports", real.count());
    let found: Vec<_> = ORDERS.iter().flat_map(|order| real.upward(order)).collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    Imports::of(files.iter().copied()).circles(&[])
}

#[test]
fn a_circle_is_told_with_its_lines_and_what_to_do() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;"),
        ("a.rs", "//! a\n\nuse crate::b::B;\npub struct A(B);"),
        ("b.rs", "use super::c::{self, C};\npub struct B(C);"),
        ("c.rs", "pub fn c(a: &crate::a::A) {}"),
    ];
    let expected = "a circle of imports: `a` → `b` → `c` → `a`\n    src/a.rs:3: crate::b::B\n    src/b.rs:1: super::c\n    src/c.rs:1: \
                    crate::a::A\n  Move what both need (the type, not a trait made up for it) to a file of its own below both, and \
                    import it there.";
    assert_eq!(circles(&files), [expected]);
}

/// Every way in which three files can import each other.
#[test]
fn a_circle_is_found_exactly_where_there_is_one() {
    const NAMES: [&str; 3] = ["a", "b", "c"];
    let pairs: Vec<_> =
        (0..3).flat_map(|from| (0..3).map(move |to| (from, to))).filter(|(from, to)| from != to).collect();
    for set in 0_u32..1 << pairs.len() {
        let edges: Vec<_> =
            pairs.iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0).map(|(_, pair)| *pair).collect();
        let text = |at: usize, name: &str| {
            let imports = edges.iter().filter(|edge| edge.0 == at).map(|edge| NAMES[edge.1]);
            let imports: String = imports.flat_map(|other| ["use crate::", other, "::S", other, ";\n"]).collect();
            (format!("{name}.rs"), format!("pub struct S{name};\n{imports}"))
        };
        let files: Vec<_> = NAMES.iter().enumerate().map(|(at, name)| text(at, name)).collect();
        // Files that import nothing which is left are taken away until none goes.
        let mut left = vec![0, 1, 2];
        loop {
            let stays = |from: &usize| edges.iter().any(|edge| edge.0 == *from && left.contains(&edge.1));
            let next: Vec<_> = left.iter().copied().filter(stays).collect();
            if next.len() == left.len() {
                break;
            }
            left = next;
        }
        let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(circles(&files).is_empty(), left.is_empty(), "{files:?}");
    }
}

#[test]
fn passing_a_name_on_hides_no_circle() {
    let a = ("room/a.rs", "use crate::room::B;\npub struct A;");
    let through = |room, b| circles(&[("lib.rs", "mod room;"), ("room/mod.rs", room), a, ("room/b.rs", b)]);
    assert_eq!(through("mod a;\nmod b;\npub use a::A;\npub use b::*;", "use super::A;\npub enum B {}").len(), 1);
    assert_eq!(through("pub use self::b::B;", "pub struct B;\nfn f() { super::a::A; }").len(), 1);
    assert_eq!(
        through("pub use b::Other as B;", "macro_rules! m { () => { $crate::room::a::A }; }\npub type Other = ();")
            .len(),
        1
    );
    assert_eq!(through("pub use b::B;", "pub struct B;\nmod on { use super::super::a::A; }").len(), 1);
    assert!(through("pub use a::A;\npub use b::B;", "pub struct B;").is_empty());
}

#[test]
fn folders_may_not_be_a_circle_either_unless_they_stand_apart() {
    let files = [
        ("a/x.rs", "use crate::b::y::Y;"),
        ("a/z.rs", "pub struct Z;"),
        ("b/y.rs", "pub struct Y;"),
        ("b/w.rs", "use crate::a::z::Z;"),
        ("a.rs", ""),
        ("b.rs", ""),
    ];
    assert_eq!(circles(&files).len(), 1);
    assert!(Imports::of(files).circles(&["b"]).is_empty());
}

#[test]
fn a_module_and_what_is_within_it_are_no_circle() {
    let files = [
        ("lib.rs", "mod a; pub use a::A; pub struct Root;"),
        ("a.rs", "mod part; pub use self::part::Part; pub struct A(Part);"),
        ("a/part.rs", "use super::A; use crate::Root; pub struct Part;"),
    ];
    assert!(circles(&files).is_empty());
}

#[test]
fn what_is_no_code_of_the_crate_is_no_import() {
    let b = "use crate::a::A;";
    for a in [
        "//! use crate::b::B;\n/* use crate::b::B; /* crate::b */ crate::b::B */",
        "const A: &str = \"\\\" crate::b::B\"; const B: &str = r#\" \"crate::b::B\" \"#; const C: char = '\"'; const D: char = '\\'';",
        "fn f<'a>(c: &'a str) -> impl Sized + use<'a> { quote! { use crate::b::B; #[x(crate::b)] } }",
        "use ::b::B; use other::b::{B as C, self}; use std::fmt; fn b() { other::b::f(); }",
    ] {
        assert!(circles(&[("lib.rs", ""), ("a.rs", a), ("b.rs", b)]).is_empty(), "{a}");
        let after = format!("{a}\nuse crate::b::B;");
        assert_eq!(circles(&[("lib.rs", ""), ("a.rs", &after), ("b.rs", b)]).len(), 1, "{a}");
    }
}

#[test]
fn an_import_that_runs_up_is_told_and_a_module_without_a_place() {
    let files = [
        ("lib.rs", "mod low; mod left; mod right; mod aside;"),
        ("low.rs", "use crate::{right::deep::Deep, aside::Aside};"),
        ("left.rs", "use crate::right::Right;"),
        ("right.rs", "use crate::low::Low; pub struct Right;"),
        ("right/deep.rs", "pub struct Deep;"),
        ("aside.rs", "use crate::left::Left; pub struct Aside;"),
    ];
    let upward = |rows: &[&str], apart: &[&str]| {
        let order = Order { within: "", rows, apart, written: "here" };
        Imports::of(files)
            .upward(&order)
            .iter()
            .map(|text| text.lines().next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let above = |from: &str, to: &str| format!("`{from}` imports from `{to}`, which stands above it:");
    let beside = "`left` imports from `right`, which stands beside it:".to_owned();
    assert_eq!(
        upward(&["low", "left right", "aside"], &["aside"]),
        [beside, above("low", "right"), above("low", "aside")]
    );
    assert_eq!(upward(&["right", "aside", "low", "left"], &[]), [above("aside", "left"), above("right", "low")]);
    let nowhere = "`aside` has no place in the order of modules: give it one in here, below everything that imports it";
    assert_eq!(upward(&["right", "low", "left"], &[]), [nowhere.to_owned(), above("right", "low")]);
}

#[test]
fn tests_make_no_circle_and_yet_may_not_run_up() {
    for (a, tests) in [
        ("pub struct A; #[cfg(test)] mod tests { use crate::b::B; }", ""),
        (
            "pub struct A; #[cfg(all(test, feature = \"x\"))] #[path = \"t\"] pub(crate) mod tests;",
            "mod on { use crate::b::B; }",
        ),
    ] {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", a),
            ("a/tests.rs", tests),
            ("b.rs", "use crate::a::A; pub struct B;"),
        ];
        assert!(circles(&files).is_empty(), "{a}");
        let order = Order { within: "", rows: &["a", "b"], apart: &[], written: "here" };
        assert_eq!(Imports::of(files).upward(&order).len(), 1, "{a}");
        let shipped = files.map(|(path, text)| (path, text.replace("test", "unix")));
        let shipped = shipped.each_ref().map(|(path, text)| (*path, text.as_str()));
        assert_eq!(circles(&shipped).len(), 1, "{a}");
    }
}

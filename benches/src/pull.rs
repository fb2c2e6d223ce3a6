//! `cargo xtask pull` as built programs, from a site on loopback: the first pull of everything, and the second, which changes nothing.
//! Seconds of the processor are those of all programs that take part, but for the site; memory is that of the one that holds the spec.

use crate::report::{Report, table};
use crate::site::{self, Site};
use crate::timing::{median, peak, processor, run};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

const SIZES: [(usize, usize); 3] = [(65, 5), (250, 5), (1_000, 3)];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let root = report.path("");
    let packages = ["xtask", "open-api-fetch", "open-api-syntax"].iter().flat_map(|name| ["--package", name]);
    run(Command::new("cargo").args(["build", "--quiet", "--release"]).args(packages).current_dir(&root))?;
    let program = report.built("xtask");
    let mut rows = Vec::new();
    for (pages, times) in SIZES {
        let site = site::make(pages);
        let address = serve(&site).map_err(|error| format!("no site on loopback: {error}"))?;
        let folder = report.scratch(&format!("pull/{pages}"));
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for _ in 0..times {
            remove(&folder)?;
            remove(&cache(&root, address))?;
            site::write(&site, &folder)?;
            first.push(pull(&program, &root, &folder, address)?);
            second.push(pull(&program, &root, &folder, address)?);
        }
        remove(&folder)?;
        remove(&cache(&root, address))?;
        site::write(&site, &folder)?;
        let peaks = [(); 2].map(|()| peak(&mut command(&program, &root, &folder, address)));
        remove(&folder)?;
        remove(&cache(&root, address))?;
        let mut row = vec![pages.to_string()];
        for (runs, peak) in [first, second].into_iter().zip(peaks) {
            row.push(format!("{:.2}", median(runs.iter().map(|(seconds, _)| *seconds))));
            row.push(format!("{:.2}", median(runs.iter().map(|(_, processor)| *processor))));
            row.push(format!("{:.0}", peak?));
        }
        rows.push(row);
    }
    let head = ["pages", "first, s", "CPU, s", "peak MiB", "again, s", "CPU, s", "peak MiB"];
    Ok(table(&head, &rows))
}

/// Pulls once: the seconds that went by, and those of the processor.
fn pull(program: &Path, root: &Path, folder: &Path, address: SocketAddr) -> Result<(f64, f64), String> {
    let before = processor();
    let seconds = run(&mut command(program, root, folder, address))?;
    Ok((seconds, processor() - before))
}

fn command(program: &Path, root: &Path, folder: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(program);
    // Without cargo, which would look at first whether the other programs are built.
    command.current_dir(root).env_remove("CARGO").args(["pull", &format!("http://{address}"), "--spec"]).arg(folder);
    command
}

/// Where the pages of the site are kept between two pulls.
fn cache(root: &Path, address: SocketAddr) -> std::path::PathBuf {
    root.join(format!("target/pull/http_{}", address.to_string().replace(':', "_")))
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}

/// Serves the site until the program ends: a thread a connection, and 304 for whoever has the page.
fn serve(site: &Site) -> std::io::Result<SocketAddr> {
    let pages: Arc<BTreeMap<String, String>> = Arc::new(site.pages.iter().cloned().collect());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().filter_map(Result::ok) {
            let pages = Arc::clone(&pages);
            // A connection ends with its client.
            thread::spawn(move || answer(&stream, &pages));
        }
    });
    Ok(address)
}

fn answer(stream: &TcpStream, pages: &BTreeMap<String, String>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    loop {
        let (mut first, mut knows) = (String::new(), false);
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            knows |= line.to_ascii_lowercase().starts_with("if-none-match:");
            if line.trim().is_empty() {
                break;
            }
        }
        let path = first.split(' ').nth(1).unwrap_or_default();
        let (status, body) = match pages.get(path) {
            Some(_) if knows => ("304 Not Modified", ""),
            Some(text) => ("200 OK", text.as_str()),
            None => ("404 Not Found", ""),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: text/markdown\r\netag: \"1\"\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        writer.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
    }
}

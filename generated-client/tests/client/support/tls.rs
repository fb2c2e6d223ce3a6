//! TLS servers on this machine, with certificates made for the occasion.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rcgen::{BasicConstraints, Certificate, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use super::raw::is_request;

static AUTHORITIES: AtomicUsize = AtomicUsize::new(0);

/// Whoever vouches for certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
}

/// A certificate and its key.
pub(crate) struct Identity {
    certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // Another authority of the same name would be found out by its signature alone.
        let name = format!("authority {}", AUTHORITIES.fetch_add(1, Ordering::SeqCst));
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    /// A certificate for some names, changed before it is signed.
    pub(crate) fn issue(&self, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Identity {
        let (params, key) = (params(names, change), KeyPair::generate().unwrap());
        Identity { certificate: params.signed_by(&key, &self.issuer).unwrap(), key }
    }

    /// As a file of certificates has it.
    pub(crate) fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// As a client is told of it.
    pub(crate) fn for_reqwest(&self) -> reqwest::Certificate {
        reqwest::Certificate::from_der(self.certificate.der()).unwrap()
    }
}

impl Identity {
    /// A certificate that nobody else has signed.
    pub(crate) fn self_signed(names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Self {
        let (params, key) = (params(names, change), KeyPair::generate().unwrap());
        Self { certificate: params.self_signed(&key).unwrap(), key }
    }

    /// As a client shows it.
    pub(crate) fn for_reqwest(&self) -> reqwest::Identity {
        let both = self.key.serialize_pem() + &self.certificate.pem();
        reqwest::Identity::from_pem(both.as_bytes()).unwrap()
    }
}

fn params(names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    change(&mut params);
    params
}

/// A server that answers every request with a success, behind TLS.
pub(crate) struct TlsServer {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl TlsServer {
    pub(crate) fn start(identity: &Identity) -> Self {
        Self::with(identity, None, rustls::DEFAULT_VERSIONS)
    }

    /// One that wants a client certificate, if an authority for it is given.
    pub(crate) fn with(
        identity: &Identity,
        clients: Option<&Authority>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        let provider = Arc::new(ring::default_provider());
        let config =
            ServerConfig::builder_with_provider(Arc::clone(&provider)).with_protocol_versions(versions).unwrap();
        let config = match clients {
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.certificate.der().clone()).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                config.with_client_cert_verifier(verifier.build().unwrap())
            }
            None => config.with_no_client_auth(),
        };
        let key = PrivateKeyDer::try_from(identity.key.serialize_der()).unwrap();
        let config = Arc::new(config.with_single_cert(vec![identity.certificate.der().clone()], key).unwrap());

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server =
            Self { address: listener.local_addr().unwrap(), connections: Arc::default(), requests: Arc::default() };
        let (connections, requests) = (Arc::clone(&server.connections), Arc::clone(&server.requests));
        thread::spawn(move || {
            for stream in listener.incoming() {
                connections.fetch_add(1, Ordering::SeqCst);
                let (stream, config, requests) = (stream.unwrap(), Arc::clone(&config), Arc::clone(&requests));
                thread::spawn(move || serve(stream, config, &requests));
            }
        });
        server
    }

    /// How many connections came, and how many requests on them.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.connections.load(Ordering::SeqCst), self.requests.load(Ordering::SeqCst))
    }
}

const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 42\r\n\r\n{\"code\":0,\"message\":\"success\",\"data\":null}";

fn serve(stream: TcpStream, config: Arc<ServerConfig>, requests: &AtomicUsize) {
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return,
            Ok(length) => read.extend_from_slice(&buffer[..length]),
            // The alert is out; the other side gets to read it before the connection ends.
            Err(_) => {
                let _ = stream.conn.write_tls(&mut stream.sock);
                let _ = stream.sock.shutdown(Shutdown::Write);
                while stream.sock.read(&mut buffer).is_ok_and(|length| length > 0) {}
                return;
            }
        }
        if is_request(&read) {
            read.clear();
            requests.fetch_add(1, Ordering::SeqCst);
            if stream.write_all(ANSWER).and_then(|()| stream.flush()).is_err() {
                return;
            }
        }
    }
}

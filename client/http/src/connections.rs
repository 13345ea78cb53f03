//! Connections: how many there are, and for how long.
//!
//! A service shares its process, and with it the descriptors, with whoever makes blocks. So there are never
//! more connections than a small part of those. Where there is no room for another one, the one that has been
//! silent for longest makes room: it has sent no whole request, and loses nothing but the time to do so. One
//! whose request is being answered is never ended for another.

use crate::{limits::ConnectionLimits, written::Written};
use axum::{
	Router,
	body::{Body, Bytes, HttpBody},
	extract::Request,
	middleware::{Next, from_fn},
	response::Response,
};
use hyper::{
	body::{Frame, SizeHint},
	server::conn::http1,
};
use hyper_util::{
	rt::{TokioIo, TokioTimer},
	service::TowerToHyperService,
};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	io,
	net::{IpAddr, Ipv6Addr},
	pin::Pin,
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	task::{Context, Poll},
	time::{Duration, Instant},
};
use tokio::{
	net::{TcpListener, TcpStream},
	sync::Notify,
};

/// Pause after the system refused to hand out a connection: it has no descriptor or no memory left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Most bytes of a request's head.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// Most headers of a request.
const MAX_HEADERS: usize = 64;

/// A counter of what happens to connections.
pub trait Observer: Send + Sync {
	/// Notes how many connections there are now.
	fn open(&self, connections: usize);
	/// Notes that a connection was refused, because all others are at work.
	fn refused(&self);
}

/// The observer that notes nothing.
pub struct Unobserved;

impl Observer for Unobserved {
	fn open(&self, _: usize) {}

	fn refused(&self) {}
}

/// One connection, as those who may have to end it see it.
pub struct Connection {
	address: IpAddr,
	/// A whole request has arrived and is being answered.
	is_working: AtomicBool,
	/// Since when it has been silent.
	since: Mutex<Instant>,
	end: Notify,
}

impl Connection {
	/// Notes that a whole request has arrived.
	pub fn work(&self) {
		self.is_working.store(true, Ordering::SeqCst);
	}

	fn rest(&self) {
		*self.since.lock() = Instant::now();
		self.is_working.store(false, Ordering::SeqCst);
	}

	fn is_silent(&self) -> bool {
		!self.is_working.load(Ordering::SeqCst)
	}
}

/// All connections, in the order in which they came.
struct Connections {
	limits: ConnectionLimits,
	open: Mutex<(u64, BTreeMap<u64, Arc<Connection>>)>,
	observer: Arc<dyn Observer>,
}

impl Connections {
	/// Takes a connection on, ending a silent one if there is no room otherwise. Returns nothing if all are
	/// at work.
	fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Entry> {
		let (is_local, address) = (address.is_loopback(), network(address));
		let mut open = self.open.lock();
		let (next, all) = &mut *open;
		let of_address = || all.values().filter(|known| known.address == address).count();
		// A proxy on this machine stands for everybody.
		let is_crowded = !is_local && of_address() >= self.limits.per_address;
		if is_crowded {
			Self::end_one(all, |known| known.address == address)?;
		} else if all.len() >= self.limits.total {
			Self::end_one(all, |_| true)?;
		}
		let connection = Arc::new(Connection {
			address,
			is_working: AtomicBool::new(false),
			since: Mutex::new(Instant::now()),
			end: Notify::new(),
		});
		let id = *next;
		*next += 1;
		all.insert(id, connection.clone());
		self.observer.open(all.len());
		Some(Entry { id, connection, all: self.clone() })
	}

	/// Ends the connection that has been silent for longest, among some. Returns nothing if none is silent.
	fn end_one(all: &mut BTreeMap<u64, Arc<Connection>>, among: impl Fn(&Connection) -> bool) -> Option<()> {
		let silent = all.iter().filter(|(_, known)| known.is_silent() && among(known));
		let id = *silent.min_by_key(|(_, known)| *known.since.lock())?.0;
		all.remove(&id)?.end.notify_one();
		Some(())
	}
}

/// Returns an address, or of version 6 the network of it: whoever has one of its addresses has all.
fn network(address: IpAddr) -> IpAddr {
	match address {
		IpAddr::V4(_) => address,
		IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
	}
}

/// A connection's place. It is free again when this is dropped.
struct Entry {
	id: u64,
	connection: Arc<Connection>,
	all: Arc<Connections>,
}

impl Drop for Entry {
	fn drop(&mut self) {
		let mut open = self.all.open.lock();
		open.1.remove(&self.id);
		self.all.observer.open(open.1.len());
	}
}

/// Takes connections on and serves a router on them, until the future is dropped.
///
/// Handlers find their [`Connection`] among the extensions of a request. Fails if the socket cannot be used.
pub async fn serve(
	listener: std::net::TcpListener,
	router: Router,
	limits: ConnectionLimits,
	observer: Arc<dyn Observer>,
) -> io::Result<()> {
	listener.set_nonblocking(true)?;
	let listener = TcpListener::from_std(listener)?;
	let router = router.layer(from_fn(watch));
	let all = Arc::new(Connections { limits, open: Mutex::default(), observer });
	loop {
		match listener.accept().await {
			Ok((stream, from)) => match all.admit(from.ip().to_canonical()) {
				Some(entry) => _ = tokio::spawn(converse(stream, entry, router.clone(), limits)),
				None => all.observer.refused(),
			},
			Err(error) if is_of_the_connection(&error) => (),
			Err(error) => {
				log::warn!(target: "http", "no connection can be taken on now: {error}");
				let _ = Connections::end_one(&mut all.open.lock().1, |_| true);
				tokio::time::sleep(ACCEPT_PAUSE).await;
			},
		}
	}
}

/// Returns whether it was the connection that failed, and not the system.
fn is_of_the_connection(error: &io::Error) -> bool {
	use io::ErrorKind as E;
	matches!(error.kind(), E::ConnectionRefused | E::ConnectionAborted | E::ConnectionReset)
}

async fn converse(stream: TcpStream, entry: Entry, router: Router, limits: ConnectionLimits) {
	// An answer comes in small pieces that are to arrive at once.
	let _ = stream.set_nodelay(true);
	let connection = entry.connection.clone();
	let router = router.layer(axum::Extension(connection));
	let served = http1::Builder::new()
		.timer(TokioTimer::new())
		// It counts from the first moment, and again from the end of each reply.
		.header_read_timeout(limits.head_timeout)
		.max_headers(MAX_HEADERS)
		.max_buf_size(MAX_HEAD_BYTES)
		.serve_connection(
			TokioIo::new(Written::new(stream, limits.write_timeout)),
			TowerToHyperService::new(router),
		);
	tokio::select! {
		served = served => {
			if let Err(error) = served {
				log::debug!(target: "http", "a connection broke off: {error}");
			}
		},
		() = entry.connection.end.notified() => (),
	}
}

/// Notes when a connection works, and when it rests again.
async fn watch(request: Request, next: Next) -> Response {
	let connection = request.extensions().get::<Arc<Connection>>().cloned();
	let has_body = !request.body().is_end_stream();
	if let Some(connection) = connection.as_ref().filter(|_| !has_body) {
		connection.work();
	}
	let rest = connection.map(RestLater);
	let response = next.run(request).await;
	response.map(|inner| Body::new(Watched { inner, _rest: rest }))
}

/// Lets a connection rest when it is dropped.
struct RestLater(Arc<Connection>);

impl Drop for RestLater {
	fn drop(&mut self) {
		self.0.rest();
	}
}

/// The body of a reply, whose end is the end of the work.
struct Watched {
	inner: Body,
	_rest: Option<RestLater>,
}

impl HttpBody for Watched {
	type Data = Bytes;
	type Error = axum::Error;

	fn poll_frame(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
	) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
		Pin::new(&mut self.inner).poll_frame(context)
	}

	fn is_end_stream(&self) -> bool {
		self.inner.is_end_stream()
	}

	fn size_hint(&self) -> SizeHint {
		self.inner.size_hint()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_address_has_a_part_of_the_places_and_this_machine_all() {
		let limits = ConnectionLimits { total: 6, per_address: 2, ..Default::default() };
		let all = Arc::new(Connections { limits, open: Mutex::default(), observer: Arc::new(Unobserved) });
		let admit = |address: &str| all.admit(address.parse().unwrap());
		// Two addresses of one network are one.
		let first = admit("2001:db8::1").unwrap();
		let second = admit("2001:db8::2:1").unwrap();
		first.connection.work();
		let third = admit("2001:db8::3").unwrap();
		assert_eq!(all.open.lock().1.len(), 2, "the silent one made room");
		third.connection.work();
		assert!(admit("2001:db8::4").is_none() && admit("2001:db8:0:1::4").is_some());
		drop((first, second, third));
		let local: Vec<_> = (0..6).map(|_| admit("127.0.0.1").unwrap()).collect();
		local.iter().for_each(|entry| entry.connection.work());
		assert!(admit("127.0.0.1").is_none() && admit("10.0.0.1").is_none());
		local[3].connection.rest();
		assert!(admit("10.0.0.1").is_some());
	}
}

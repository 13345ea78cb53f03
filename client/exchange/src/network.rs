//! The node's own network as a [`Transport`]. Nothing else in this crate knows it.
//!
//! Requests travel by a request–response protocol of `sc-network`. Connected peers are those that the caller
//! says, in a node the ones that it synchronises with. Further holders are found through provider records of
//! the network's Kademlia table: each node announces what it has, and who finds a record dials the one who
//! left it.

use crate::{Offence, Peer, Server, Transport, TransportError, message};
use futures::{
	FutureExt, StreamExt,
	channel::oneshot,
	future::{BoxFuture, ready},
};
use openledger_primitives::Hash;
use parking_lot::Mutex;
use sc_network::{
	DhtEvent, Event, IfDisconnected, OutboundFailure, PeerId, ProtocolName, ReputationChange, RequestFailure,
	config::{IncomingRequest, OutgoingResponse},
	service::traits::{KademliaKey, NetworkBackend, NetworkService},
};
use sp_runtime::traits::Block;
use std::{
	collections::HashMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// Longest time that the network waits for an answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// Most requests of peers that wait for their turn. Others are refused.
const MAX_QUEUED_REQUESTS: usize = 128;
/// Most requests that are answered at a time: each is a read of the disk.
const MAX_CONCURRENT_READS: usize = 8;
/// Longest time that an answer may be on its way before its place is given to another.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest time that a search for announcements may take.
const PROVIDER_SEARCH_TIMEOUT: Duration = Duration::from_secs(10);
/// Time after which an announcement that reached too few nodes is made again.
const ANNOUNCE_RETRY_AFTER: Duration = Duration::from_secs(600);
/// Prefix of the root in the key of an announcement.
const KEY_PREFIX: &[u8] = b"openledger/blob/";

impl Offence {
	/// Returns the change of the peer's reputation. A few in a row end in a ban. One alone heals within
	/// minutes, since disks rot.
	fn cost(self) -> ReputationChange {
		match self {
			Self::BadChunk => ReputationChange::new(i32::MIN / 3, "a blob's chunk is not what its leaf says"),
			Self::BadLeaves => ReputationChange::new(i32::MIN / 3, "a blob's leaves do not hash to its root"),
			Self::BadAnswer => ReputationChange::new(i32::MIN / 4, "an answer about a blob is malformed"),
			Self::BadRequest => ReputationChange::new(i32::MIN / 4, "a request about a blob is malformed"),
		}
	}
}

/// Requests of peers, as the network hands them over.
pub type Inbound = async_channel::Receiver<IncomingRequest>;

/// Returns the name of the protocol on the chain with this genesis.
pub fn protocol_name(genesis: Hash) -> ProtocolName {
	format!("/{genesis:x}/blobs/1").into()
}

/// Returns the protocol, which must be registered before the network starts, and the channel for its
/// requests.
pub fn protocol<B: Block, N: NetworkBackend<B, B::Hash>>(
	genesis: Hash,
) -> (N::RequestResponseProtocolConfig, Inbound) {
	let (sender, inbound) = async_channel::bounded(MAX_QUEUED_REQUESTS);
	let (request, response) = (message::MAX_REQUEST as u64, message::MAX_RESPONSE as u64);
	let name = protocol_name(genesis);
	let config =
		N::request_response_config(name, Vec::new(), request, response, ANSWER_TIMEOUT, Some(sender));
	(config, inbound)
}

/// Answers requests of peers until the network ends.
pub async fn serve(server: Arc<Server>, inbound: Inbound) {
	let answer = |request: IncomingRequest| {
		let server = server.clone();
		async move {
			let IncomingRequest { peer, payload, pending_response } = request;
			let name = Peer::from(peer.to_base58().as_str());
			let answered = tokio::task::spawn_blocking(move || server.answer(&name, &payload)).await;
			let Ok(answer) = answered else { return };
			let (sent, is_sent) = oneshot::channel();
			let response = OutgoingResponse {
				result: answer.bytes.ok_or(()),
				reputation_changes: answer.offence.map(Offence::cost).into_iter().collect(),
				sent_feedback: Some(sent),
			};
			// If it is gone, nobody waits for the answer any more.
			if pending_response.send(response).is_ok()
				&& let Some(place) = answer.place
			{
				tokio::spawn(async move {
					let _ = tokio::time::timeout(SEND_TIMEOUT, is_sent).await;
					drop(place);
				});
			}
		}
	};
	inbound.for_each_concurrent(MAX_CONCURRENT_READS, answer).await;
}

/// Lists the peers that are connected.
pub type Connected = Box<dyn Fn() -> BoxFuture<'static, Vec<PeerId>> + Send + Sync>;

enum Announcement {
	UnderWay,
	Made,
	Failed(Instant),
}

/// The node's own network as a transport.
pub struct Network {
	network: Arc<dyn NetworkService>,
	protocol: ProtocolName,
	connected: Connected,
	announcements: Mutex<HashMap<Hash, Announcement>>,
	searches: Mutex<HashMap<Hash, Vec<oneshot::Sender<Vec<Peer>>>>>,
}

impl Network {
	/// Makes a transport over a network on which [`protocol`] was registered. Spawn [`Network::follow`] too.
	pub fn new(network: Arc<dyn NetworkService>, genesis: Hash, connected: Connected) -> Arc<Self> {
		let (announcements, searches) = (Mutex::default(), Mutex::default());
		let protocol = protocol_name(genesis);
		Arc::new(Self { network, protocol, connected, announcements, searches })
	}

	/// Takes note of the outcomes of announcements and searches, until the network ends.
	pub async fn follow(self: Arc<Self>) {
		let mut events = self.network.event_stream("blob-exchange");
		while let Some(event) = events.next().await {
			let Event::Dht(event) = event else { continue };
			match event {
				DhtEvent::StartedProviding(key) => self.announced(&key, Announcement::Made),
				DhtEvent::StartProvidingFailed(key) => {
					self.announced(&key, Announcement::Failed(Instant::now()));
				},
				DhtEvent::ProvidersFound(key, peers) => {
					let own = self.network.local_peer_id();
					let peers = peers.into_iter().filter(|peer| *peer != own);
					self.found(&key, peers.map(|peer| Peer::from(peer.to_base58().as_str())).collect());
				},
				DhtEvent::ProvidersNotFound(key) | DhtEvent::NoMoreProviders(key) => {
					self.found(&key, Vec::new());
				},
				_ => (),
			}
		}
	}

	fn announced(&self, key: &KademliaKey, outcome: Announcement) {
		let Some(root) = root_of(key) else { return };
		if let Some(announcement) = self.announcements.lock().get_mut(&root) {
			*announcement = outcome;
		}
	}

	fn found(&self, key: &KademliaKey, peers: Vec<Peer>) {
		let Some(root) = root_of(key) else { return };
		for search in self.searches.lock().remove(&root).unwrap_or_default() {
			// Whoever asked may have given up.
			let _ = search.send(peers.clone());
		}
	}
}

/// Returns the key of a blob's announcements.
fn key_of(root: Hash) -> KademliaKey {
	[KEY_PREFIX, root.as_bytes()].concat().into()
}

fn root_of(key: &KademliaKey) -> Option<Hash> {
	let root = key.as_ref().strip_prefix(KEY_PREFIX)?;
	(root.len() == 32).then(|| Hash::from_slice(root))
}

fn id_of(peer: &Peer) -> Option<PeerId> {
	peer.0.parse().ok()
}

impl Transport for Network {
	fn request(&self, peer: &Peer, request: Vec<u8>) -> BoxFuture<'static, Result<Vec<u8>, TransportError>> {
		let Some(peer) = id_of(peer) else { return ready(Err(TransportError::Gone)).boxed() };
		let (sender, answer) = oneshot::channel();
		let protocol = self.protocol.clone();
		self.network.start_request(peer, protocol, request, None, sender, IfDisconnected::TryConnect);
		async move {
			match answer.await {
				Ok(Ok((bytes, _))) => Ok(bytes),
				Ok(Err(RequestFailure::Network(OutboundFailure::Timeout))) => Err(TransportError::Timeout),
				Ok(Err(RequestFailure::Refused | RequestFailure::InvalidRequest)) => {
					Err(TransportError::Refused)
				},
				Ok(Err(_)) | Err(oneshot::Canceled) => Err(TransportError::Gone),
			}
		}
		.boxed()
	}

	fn peers(&self) -> BoxFuture<'static, Vec<Peer>> {
		let connected = (self.connected)();
		let name = |peer: PeerId| Peer::from(peer.to_base58().as_str());
		async move { connected.await.into_iter().map(name).collect() }.boxed()
	}

	fn report(&self, peer: &Peer, offence: Offence) {
		if let Some(peer) = id_of(peer) {
			self.network.report_peer(peer, offence.cost());
		}
	}

	fn announce(&self, root: Hash) -> bool {
		let mut announcements = self.announcements.lock();
		match announcements.get(&root) {
			Some(Announcement::Made) => return true,
			Some(Announcement::UnderWay) => return false,
			Some(Announcement::Failed(at)) if at.elapsed() < ANNOUNCE_RETRY_AFTER => return false,
			Some(Announcement::Failed(_)) | None => (),
		}
		announcements.insert(root, Announcement::UnderWay);
		self.network.start_providing(key_of(root));
		false
	}

	fn withdraw(&self, root: Hash) {
		if self.announcements.lock().remove(&root).is_some() {
			self.network.stop_providing(key_of(root));
		}
	}

	fn providers(&self, root: Hash) -> BoxFuture<'static, Vec<Peer>> {
		let (sender, found) = oneshot::channel();
		let mut searches = self.searches.lock();
		let waiting = searches.entry(root).or_default();
		waiting.retain(|search| !search.is_canceled());
		waiting.push(sender);
		drop(searches);
		self.network.get_providers(key_of(root));
		async move {
			let found = tokio::time::timeout(PROVIDER_SEARCH_TIMEOUT, found).await;
			found.map_or(Vec::new(), Result::unwrap_or_default)
		}
		.boxed()
	}
}

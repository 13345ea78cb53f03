//! The gossip task, and the protocol that it speaks.

use crate::{
	inbox::Inbox,
	metrics::Metrics,
	peer::{self, Peer},
};
use futures::{FutureExt, Stream, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use prometheus_endpoint::{PrometheusError, Registry};
use sc_network::{
	NetworkBackend, PeerId, ProtocolName, ReputationChange,
	config::{NonReservedPeerMode, ProtocolId, SetConfig},
	multiaddr::{Multiaddr, Protocol},
	peer_store::PeerStoreProvider,
	service::{
		NotificationMetrics,
		traits::{NetworkService, NotificationEvent, NotificationService, ValidationResult},
	},
};
use sc_network_sync::{SyncEvent, SyncEventStream};
use sc_network_transactions::config::{TransactionImport, TransactionPool};
use sp_consensus::SyncOracle;
use sp_runtime::traits::Block;
use std::{collections::HashMap, fmt::LowerHex, iter::once, sync::Arc, time::Duration};
use tokio::time::MissedTickBehavior;

/// Target of log messages.
const LOG_TARGET: &str = "gossip";
/// Time between two offers of the whole pool. They reach peers whose queue was full, or that came while this
/// node synchronised.
const OFFER_INTERVAL: Duration = Duration::from_millis(2900);
/// Most new transactions of the pool that are handled at a time.
const MAX_BATCH: usize = 1024;

/// Change of a peer's reputation for a transaction that was not known.
const NEW_TRANSACTION: ReputationChange = ReputationChange::new(1 << 7, "Good transaction");
/// Change for a transaction that the pool refused. It is small: the transaction may be in a block already, or
/// the pool was full.
const REFUSED_TRANSACTION: ReputationChange = ReputationChange::new(-(1 << 12), "Bad transaction");
/// Change for a notification that is no transaction. A few of them end in a ban.
const MALFORMED: ReputationChange = ReputationChange::new(i32::MIN / 4, "A transaction cannot be decoded");

/// A registered protocol that does not run yet.
pub struct Prototype {
	name: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

/// Returns the protocol, which must be registered before the network starts, and a prototype of its
/// [`Gossip`].
///
/// No notification may be larger than `max_transaction` bytes, which should be those of a block.
pub fn protocol<B: Block, N: NetworkBackend<B, B::Hash>>(
	genesis: B::Hash,
	fork_id: Option<&str>,
	id: &ProtocolId,
	max_transaction: u64,
	metrics: NotificationMetrics,
	peers: Arc<dyn PeerStoreProvider>,
) -> (N::NotificationProtocolConfig, Prototype)
where
	B::Hash: LowerHex,
{
	let name: ProtocolName = match fork_id {
		Some(fork) => format!("/{genesis:x}/{fork}/transactions/1"),
		None => format!("/{genesis:x}/transactions/1"),
	}
	.into();
	// Peers are those of block synchronisation, which are put into the reserved set as they come.
	let set = SetConfig {
		in_peers: 0,
		out_peers: 0,
		reserved_nodes: Vec::new(),
		non_reserved_mode: NonReservedPeerMode::Deny,
	};
	let legacy = vec![format!("/{}/transactions/1", id.as_ref()).into()];
	let (config, notifications) =
		N::notification_config(name.clone(), legacy, max_transaction, None, set, metrics, peers);
	(config, Prototype { name, notifications })
}

impl Prototype {
	/// Makes the gossip for a network that has started. Fails if its metrics are registered already.
	pub fn build<B, S>(
		self,
		network: Arc<dyn NetworkService>,
		sync: Arc<S>,
		pool: Arc<dyn TransactionPool<B::Hash, B>>,
		registry: Option<&Registry>,
	) -> Result<Gossip<B, S>, PrometheusError>
	where
		B: Block,
		S: SyncEventStream + SyncOracle,
	{
		Ok(Gossip {
			name: self.name,
			notifications: self.notifications,
			network,
			sync,
			inbox: Inbox::new(pool.clone()),
			pool,
			peers: HashMap::new(),
			deliveries: FuturesUnordered::new(),
			metrics: Metrics::new(registry)?,
		})
	}
}

/// The gossip of a node. Spawn [`Gossip::run`].
pub struct Gossip<B: Block, S> {
	name: ProtocolName,
	notifications: Box<dyn NotificationService>,
	network: Arc<dyn NetworkService>,
	sync: Arc<S>,
	pool: Arc<dyn TransactionPool<B::Hash, B>>,
	inbox: Inbox<B>,
	peers: HashMap<PeerId, Peer<B::Hash>>,
	/// Deliveries, one for each peer until its stream closes.
	deliveries: FuturesUnordered<BoxFuture<'static, ()>>,
	metrics: Metrics,
}

impl<B: Block, S: SyncEventStream + SyncOracle> Gossip<B, S> {
	/// Tells peers of transactions, and hears of theirs, until the network or synchronisation ends. `ready`
	/// are the hashes of transactions as the pool takes them.
	pub async fn run(mut self, ready: impl Stream<Item = B::Hash> + Send) {
		let mut ready = std::pin::pin!(ready.ready_chunks(MAX_BATCH).fuse());
		let mut peers = self.sync.event_stream("transaction-gossip").fuse();
		let mut rounds = tokio::time::interval(OFFER_INTERVAL);
		rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
		loop {
			tokio::select! {
				_ = rounds.tick() => self.round(),
				Some(hashes) = ready.next() => {
					let known = |hash: &B::Hash| self.pool.transaction(hash).is_some();
					self.offer(hashes.into_iter().filter(known).collect());
				},
				Some((senders, import)) = self.inbox.next() => self.judge(senders, import),
				Some(()) = self.deliveries.next() => {},
				event = peers.next() => match event {
					Some(event) => self.on_peer(event),
					None => return,
				},
				event = self.notifications.next_event() => match event {
					Some(event) => self.on_notification(event),
					None => return,
				},
			}
		}
	}

	/// Offers peers whatever could go into a block.
	fn round(&self) {
		self.metrics.queued.set(self.peers.values().map(|peer| peer.queued() as u64).sum());
		self.offer(self.pool.transactions().into_iter().map(|(hash, _)| hash).collect());
	}

	/// Queues transactions for the peers that do not know them.
	fn offer(&self, hashes: Vec<B::Hash>) {
		// Blocks that are on their way here may hold them.
		if self.sync.is_major_syncing() {
			return;
		}
		let mut told = HashMap::<B::Hash, Vec<String>>::new();
		for (id, peer) in &self.peers {
			for hash in &hashes {
				if peer.offer(*hash) {
					told.entry(*hash).or_default().push(id.to_base58());
				}
			}
		}
		self.metrics.propagated.inc_by(told.values().map(|peers| peers.len() as u64).sum());
		if !told.is_empty() {
			self.pool.on_broadcasted(told);
		}
	}

	/// Changes the reputation of the senders of a transaction according to what the pool made of it.
	fn judge(&self, senders: Vec<PeerId>, import: TransactionImport) {
		let change = match import {
			TransactionImport::NewGood => NEW_TRANSACTION,
			TransactionImport::Bad => REFUSED_TRANSACTION,
			TransactionImport::KnownGood | TransactionImport::None => return,
		};
		for sender in senders {
			self.network.report_peer(sender, change);
		}
	}

	/// Opens a stream to each peer that blocks are exchanged with.
	fn on_peer(&self, event: SyncEvent) {
		let result = match event {
			SyncEvent::PeerConnected { peer_id, .. } => {
				let address: Multiaddr = once(Protocol::P2p(peer_id.into())).collect();
				self.network.add_peers_to_reserved_set(self.name.clone(), once(address).collect())
			},
			SyncEvent::PeerDisconnected(peer) => {
				self.network.remove_peers_from_reserved_set(self.name.clone(), once(peer).collect())
			},
		};
		if let Err(error) = result {
			log::error!(target: LOG_TARGET, "cannot change the peers that transactions are exchanged with: \
				{error}");
		}
	}

	fn on_notification(&mut self, event: NotificationEvent) {
		match event {
			NotificationEvent::ValidateInboundSubstream { peer, handshake, result_tx } => {
				let known = self.network.peer_role(peer, handshake).is_some();
				// Whoever asked may be gone by now.
				let _ =
					result_tx.send(if known { ValidationResult::Accept } else { ValidationResult::Reject });
			},
			NotificationEvent::NotificationStreamOpened { peer, handshake, .. } => {
				// A light client has no pool.
				let pool = self.network.peer_role(peer, handshake).filter(|role| !role.is_light());
				let Some(sink) = pool.and_then(|_| self.notifications.message_sink(&peer)) else { return };
				let (state, queue) = Peer::new();
				self.peers.insert(peer, state);
				self.deliveries.push(
					peer::deliver(queue, sink, self.pool.clone(), self.metrics.skipped.clone()).boxed(),
				);
			},
			NotificationEvent::NotificationStreamClosed { peer } => {
				self.peers.remove(&peer);
			},
			NotificationEvent::NotificationReceived { peer, notification } => {
				if self.sync.is_major_syncing() {
					return;
				}
				match self.inbox.take(peer, &notification) {
					Ok(Some(hash)) => {
						if let Some(state) = self.peers.get(&peer) {
							state.knows(hash);
						}
					},
					Ok(None) => self.metrics.dropped.inc(),
					Err(error) => {
						log::debug!(target: LOG_TARGET, "{peer} sent what is no transaction: {error}");
						self.network.report_peer(peer, MALFORMED);
					},
				}
			},
		}
	}
}

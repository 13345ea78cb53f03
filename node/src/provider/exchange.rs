//! The exchange of blobs with other nodes, and the collection of blobs that nobody needs.

use super::{
	parts::{Parts, other},
	references::ChainReferences,
};
use crate::cli::ProviderArgs;
use futures::FutureExt;
use openledger_blobs::Store;
use openledger_exchange::{
	Collector, Interest, Metrics, Patience, Quota, Scheduler,
	network::{self, Network},
};
use sc_service::error::Error as ServiceError;
use std::{sync::Arc, time::Duration};

/// Longest time between two collections of blobs that nobody needs.
const MAX_COLLECT_INTERVAL: Duration = Duration::from_secs(600);

/// Starts serving and downloading blobs, if they are exchanged, and collecting those that nobody needs.
pub fn start(
	args: &ProviderArgs,
	parts: &Parts,
	store: &Arc<Store>,
) -> Result<Option<Arc<Scheduler>>, ServiceError> {
	let metrics = Metrics::new(parts.registry.as_ref()).map_err(other)?;
	let group = Some("blob-exchange");
	let scheduler = parts.blob_requests.clone().map(|requests| {
		let quota = Quota::of_bytes(args.blob_upload_rate.max(1).saturating_mul(1024 * 1024));
		let server = openledger_exchange::Server::new(store.clone(), quota, metrics.clone());
		parts.spawn.spawn("blob-server", group, network::serve(server, requests));
		let sync = parts.sync.clone();
		let connected = move || {
			let sync = sync.clone();
			async move {
				let peers = sync.peers_info().await.unwrap_or_default();
				peers.into_iter().map(|(peer, _)| peer).collect()
			}
			.boxed()
		};
		let network = Network::new(parts.network.clone(), parts.genesis, Box::new(connected));
		parts.spawn.spawn("blob-announcements", group, network.clone().follow());
		let patience = Patience(Duration::from_secs(args.blob_patience));
		Scheduler::new(store.clone(), network, patience, metrics.clone())
	});
	let references = Arc::new(ChainReferences::new(parts.client.clone(), parts.sync.clone()));
	let grace = Duration::from_secs(args.blob_grace);
	let interest = scheduler.clone().map(|scheduler| scheduler as Arc<dyn Interest>);
	let collector = Arc::new(Collector::new(store.clone(), references, interest, grace, metrics));
	if let Some(scheduler) = &scheduler {
		// Weak, because the scheduler holds the store.
		let weak = Arc::downgrade(scheduler);
		store.judge_use(Box::new(move |root| {
			weak.upgrade().is_some_and(|scheduler| scheduler.is_in_use(root))
		}));
		parts.spawn.spawn("blob-fetcher", group, scheduler.clone().run(Some(collector.clone())));
	}
	parts.spawn.spawn("blob-collector", group, collect(collector, (grace / 4).min(MAX_COLLECT_INTERVAL)));
	Ok(scheduler)
}

/// Collects blobs that nobody needs, again and again.
async fn collect(collector: Arc<Collector>, every: Duration) {
	let mut ticks = tokio::time::interval(every.max(Duration::from_secs(1)));
	ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		let collector = collector.clone();
		match tokio::task::spawn_blocking(move || collector.collect()).await {
			Ok(Ok(_)) => (),
			Ok(Err(why)) => log::debug!(target: "exchange", "no blobs are collected now: {why}"),
			Err(error) => log::error!(target: "exchange", "the collection of blobs broke off: {error}"),
		}
	}
}

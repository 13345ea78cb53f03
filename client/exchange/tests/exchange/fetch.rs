//! Blobs come here whole and right, whoever has a hand in it.

use crate::harness::*;
use codec::Encode;
use openledger_blobs::Store;
use openledger_exchange::{
	Offence, Peer, Quota, TransportError,
	message::{Request, Response},
};
use openledger_ports::{Blobs, Search};
use openledger_primitives::{
	Hash,
	root::{self, CHUNK},
};
use std::{sync::Arc, time::Duration};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread")]
async fn from_three_peers_of_which_one_lies_and_one_dies() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(200 * CHUNK + 5));
	let root = root::of(&blob);
	for (name, misbehaviour) in [("good", honest()), ("liar", corrupt()), ("mortal", dying(4))] {
		world.add(name, &store_with(&dir, name, &blob), generous(), misbehaviour);
	}
	let store = store_in(&dir, "mine");
	bring(&scheduler(&store, &world, SECOND), root).await;
	assert_eq!(store.get(root, u64::MAX).unwrap(), blob);
	assert!(store.entry(root).unwrap().fetched);
	let reports = world.reports.lock();
	assert!(!reports.is_empty());
	assert!(reports.iter().all(|report| *report == (Peer::from("liar"), Offence::BadChunk)), "{reports:?}");
	// What was on its way when it was found out is all it was asked for.
	assert!(world.asked("liar") <= 4, "{} requests", world.asked("liar"));
	assert!(world.asked("good") > 8 && world.asked("mortal") >= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn blobs_of_every_shape_come() {
	let dir = tempfile::tempdir().unwrap();
	let world = Arc::new(World::default());
	let theirs = store_in(&dir, "theirs");
	world.add("good", &theirs, generous(), honest());
	let mine = store_in(&dir, "mine");
	let scheduler = scheduler(&mine, &world, SECOND);
	let work = tokio::spawn(scheduler.clone().run(None));
	for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 16 * CHUNK, 16 * CHUNK + 1, 40 * CHUNK + 9] {
		let blob = pattern(length);
		let root = theirs.put(&blob).unwrap();
		until(&scheduler, root, |search| *search == Search::Here).await;
		assert_eq!(mine.get(root, u64::MAX).unwrap(), blob);
	}
	work.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_linked_file_is_served_while_it_is_fresh() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(30 * CHUNK));
	let path = dir.path().join("base.gguf");
	std::fs::write(&path, &blob).unwrap();
	let theirs = store_in(&dir, "theirs");
	let root = theirs.link(&path).unwrap();
	world.add("good", &theirs, generous(), honest());
	// Nobody gets it until its operator shares it.
	let without = store_in(&dir, "without");
	let searching = scheduler(&without, &world, Duration::ZERO);
	let work = tokio::spawn(searching.clone().run(None));
	until(&searching, root, |search| matches!(search, Search::NotFound { .. })).await;
	work.abort();
	theirs.share_links(true);
	let mine = store_in(&dir, "mine");
	bring(&scheduler(&mine, &world, SECOND), root).await;
	assert_eq!(mine.get(root, u64::MAX).unwrap(), blob);

	std::fs::write(&path, b"another").unwrap();
	let others = store_in(&dir, "others");
	let scheduler = scheduler(&others, &world, Duration::ZERO);
	let work = tokio::spawn(scheduler.clone().run(None));
	until(&scheduler, root, |search| matches!(search, Search::NotFound { .. })).await;
	work.abort();
	assert!(world.reports.lock().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_in_vain_says_so_and_goes_on() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(3 * CHUNK));
	let root = root::of(&blob);
	world.add("poor", &store_in(&dir, "poor"), generous(), honest());
	let store = store_in(&dir, "mine");
	let scheduler = scheduler(&store, &world, Duration::from_millis(50));
	let work = tokio::spawn(scheduler.clone().run(None));
	let search = until(&scheduler, root, |search| matches!(search, Search::NotFound { .. })).await;
	assert_eq!(search, Search::NotFound { why: "none of 1 nodes that were asked has it".into() });
	world.add("rich", &store_with(&dir, "rich", &blob), generous(), honest());
	until(&scheduler, root, |search| *search == Search::Here).await;
	work.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_announced_a_blob_is_found_without_a_connection() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(3 * CHUNK));
	world.add("far", &store_with(&dir, "far", &blob), generous(), honest());
	world.hide("far");
	let store = store_in(&dir, "mine");
	bring(&scheduler(&store, &world, SECOND), root::of(&blob)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_before_a_restart_is_not_asked_for_again() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(400 * CHUNK));
	let root = root::of(&blob);
	let theirs = store_with(&dir, "theirs", &blob);
	world.add("mortal", &theirs, generous(), dying(16));
	{
		let store = store_in(&dir, "mine");
		let scheduler = scheduler(&store, &world, Duration::ZERO);
		let work = tokio::spawn(scheduler.clone().run(None));
		until(&scheduler, root, |search| matches!(search, Search::NotFound { .. })).await;
		work.abort();
		let _ = work.await;
	}
	// Whoever held on to the store has let go when its lock is free.
	let store = loop {
		match Store::open(dir.path().join("mine"), 1 << 30) {
			Ok(store) => break Arc::new(store),
			Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
		}
	};
	let kept = store.status(root).unwrap().received;
	assert!(kept > 100 * CHUNK as u64, "{kept} bytes were kept");
	world.remove("mortal");
	world.add("good", &theirs, generous(), honest());
	bring(&scheduler(&store, &world, SECOND), root).await;
	assert_eq!(store.get(root, u64::MAX).unwrap(), blob);
	let left = (blob.len() as u64 - kept) / CHUNK as u64;
	// The first requests are small.
	assert!(world.asked("good") <= left / 16 + 16, "{} requests for {left} chunks", world.asked("good"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_broke_off_goes_on() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(3 * CHUNK));
	let root = root::of(&blob);
	// The scheduler's work ends while it searches, or the search itself panics.
	for (number, panics) in [false, true].into_iter().enumerate() {
		let asked = Arc::new(tokio::sync::Notify::new());
		let (release, held) = std::sync::mpsc::channel::<()>();
		let (tell, held) = (asked.clone(), parking_lot::Mutex::new(held));
		let stubborn: Misbehaviour = Box::new(move |_, _| {
			tell.notify_one();
			// Until the test lets go.
			let _ = held.lock().recv();
			assert!(!panics, "told to panic");
			Err(TransportError::Gone)
		});
		let theirs = store_with(&dir, &format!("theirs {number}"), &blob);
		world.add("stubborn", &theirs, generous(), stubborn);
		let mine = store_in(&dir, &format!("mine {number}"));
		let scheduler = scheduler(&mine, &world, SECOND);
		let work = tokio::spawn(scheduler.clone().run(None));
		scheduler.want(root, None);
		asked.notified().await;
		world.remove("stubborn");
		world.add("good", &theirs, generous(), honest());
		if panics {
			drop(release);
			until(&scheduler, root, |search| *search == Search::Here).await;
			work.abort();
		} else {
			work.abort();
			let _ = work.await;
			bring(&scheduler, root).await;
			drop(release);
		}
		assert_eq!(mine.get(root, u64::MAX).unwrap(), blob);
		world.remove("good");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_lie_in_other_ways_are_reported_and_left_out() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(70 * CHUNK);
	let root = root::of(&blob);
	let theirs = store_with(&dir, "theirs", &blob);
	type Lie = fn(&Request, Vec<u8>) -> Vec<u8>;
	let lies: [(Lie, Offence); 7] = [
		(|_, _| vec![0xff; 40], Offence::BadAnswer),
		(|_, _| vec![0; 2 << 20], Offence::BadAnswer),
		(|_, answer| [answer, vec![0]].concat(), Offence::BadAnswer),
		(|_, _| Response::Have(Default::default()).encode(), Offence::BadAnswer),
		(
			|request, answer| match request {
				Request::Have(_) => {
					Response::Have(vec![Some(70 * CHUNK as u64 + 1)].try_into().unwrap()).encode()
				},
				_ => answer,
			},
			Offence::BadLeaves,
		),
		(
			|request, answer| match request {
				Request::Leaves { count, .. } => {
					Response::Leaves(vec![Hash::zero(); *count as usize].try_into().unwrap()).encode()
				},
				_ => answer,
			},
			Offence::BadLeaves,
		),
		(
			|request, answer| match request {
				Request::Chunks { .. } => Response::Chunks(vec![1; 3].try_into().unwrap()).encode(),
				_ => answer,
			},
			Offence::BadAnswer,
		),
	];
	for (number, (lie, offence)) in lies.into_iter().enumerate() {
		let world = Arc::new(World::default());
		world.add("a liar", &theirs, generous(), Box::new(move |request, answer| Ok(lie(request, answer))));
		// The liar is alone until it is found out: whom else the leaves are asked of is chance.
		let store = store_in(&dir, &format!("mine {number}"));
		let scheduler = scheduler(&store, &world, Duration::ZERO);
		let work = tokio::spawn(scheduler.clone().run(None));
		until(&scheduler, root, |_| !world.reports.lock().is_empty()).await;
		work.abort();
		let _ = work.await;
		world.add("good", &theirs, generous(), honest());
		bring(&scheduler, root).await;
		assert_eq!(store.get(root, u64::MAX).unwrap(), blob);
		assert!(world.reports.lock().contains(&(Peer::from("a liar"), offence)), "lie {number}");
		assert!(world.reports.lock().iter().all(|(peer, _)| *peer == Peer::from("a liar")), "lie {number}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_beyond_the_quota_is_not_believed_or_paid_for() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(CHUNK));
	let theirs = store_with(&dir, "theirs", &blob);
	let misbehaviour = |request: &Request, answer| match request {
		Request::Have(_) => Ok(Response::Have(vec![Some(u64::MAX)].try_into().unwrap()).encode()),
		_ => Ok(answer),
	};
	world.add("liar", &theirs, generous(), Box::new(misbehaviour));
	let store = store_in(&dir, "mine");
	let scheduler = scheduler(&store, &world, Duration::ZERO);
	let work = tokio::spawn(scheduler.clone().run(None));
	let search = until(&scheduler, root::of(&blob), |search| matches!(search, Search::NotFound { .. })).await;
	assert!(matches!(&search, Search::NotFound { why } if why.contains("at most")), "{search:?}");
	assert_eq!(world.asked("liar"), 0);
	work.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_quota_slows_a_fetch_down_and_breaks_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(48 * CHUNK));
	let quota = Quota { bytes: 16 * CHUNK as u64, requests: 1_000, answers: 2, all_answers: 2 };
	world.add("slow", &store_with(&dir, "slow", &blob), quota, honest());
	let store = store_in(&dir, "mine");
	let start = std::time::Instant::now();
	bring(&scheduler(&store, &world, SECOND), root::of(&blob)).await;
	// Two seconds' worth is in the bucket, and one more second's is needed.
	assert!(start.elapsed() >= Duration::from_millis(900), "{:?}", start.elapsed());
	assert!(world.reports.lock().is_empty());
}

/// Puts off every request for leaves.
fn stalling(wait: u32) -> Misbehaviour {
	Box::new(move |request, answer| match request {
		Request::Leaves { .. } => Ok(Response::Busy { wait }.encode()),
		_ => Ok(answer),
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_holders_with_first_names_stall_nobody() {
	let dir = tempfile::tempdir().unwrap();
	let (world, blob) = (Arc::new(World::default()), pattern(40 * CHUNK));
	let theirs = store_with(&dir, "theirs", &blob);
	for number in 0..12 {
		world.add(&format!("a staller {number}"), &theirs, generous(), stalling(300));
	}
	// Silent ones answer whether they have it, and nothing else.
	let silent = |request: &Request, answer| match request {
		Request::Have(_) => Ok(answer),
		_ => {
			std::thread::sleep(Duration::from_secs(3));
			Err(TransportError::Timeout)
		},
	};
	for number in 0..4 {
		world.add(&format!("a silent one {number}"), &theirs, generous(), Box::new(silent));
	}
	world.add("good", &theirs, generous(), honest());
	let start = std::time::Instant::now();
	let store = store_in(&dir, "mine");
	bring(&scheduler(&store, &world, SECOND), root::of(&blob)).await;
	// At worst the good one is asked last of seventeen, one after the other.
	assert!(start.elapsed() < 15 * SECOND, "{:?}", start.elapsed());
	assert!(world.reports.lock().is_empty());
}

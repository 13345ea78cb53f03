//! The market that a game is played on: honest parties, what they made, and a coalition.

use crate::{
	cast::{Party, Provider},
	jobs,
	talk::Talk,
	world,
};
use frame_support::BoundedVec;
use openledger_primitives::{
	ContributionId, DatanetId, Hash, ModelId,
	datanet::{Admission, ReviewDecision, SnapshotRef, Terms},
	job::{Capabilities, JobSpec},
	model::{Manifest, Price},
	traits::{DatanetRegistry, ModelRegistry},
};
use openledger_runtime::{AccountId, Balance, Datanets, Models, OPEN, Runtime};
use rand_chacha::{
	ChaCha8Rng,
	rand_core::{RngCore, SeedableRng},
};
use sp_runtime::Permill;

/// Providers that judge honestly, besides the one that serves. The coalition has at most eight of its own.
pub const JUDGES: usize = 40;
/// Price of the honest builder's model.
pub const PRICE: Price = Price { prompt_per_1k: 1_000 * OPEN, completion_per_1k: 1_000 * OPEN };

/// Name of the member of the coalition whose records the honest builder's model learnt as well.
const MOLE: &str = "member 0";

/// Source of all that is random in a game.
pub struct Dice(ChaCha8Rng);

impl Dice {
	/// Makes the dice of a seed.
	pub fn new(seed: u64) -> Self {
		Self(ChaCha8Rng::seed_from_u64(seed))
	}

	/// Returns a number below `bound`, which is above zero.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.0.next_u64() % bound
	}

	/// Returns a number up to `most`.
	pub fn upto(&mut self, most: u64) -> u64 {
		self.below(most + 1)
	}

	/// Returns true once in `many` times.
	pub fn one_in(&mut self, many: u64) -> bool {
		self.below(many) == 0
	}

	/// Returns one of a list, or nothing of an empty one.
	pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
		match list.len() as u64 {
			0 => None,
			length => list.get(self.below(length) as usize),
		}
	}
}

/// Parties that follow the rules of the shipped software.
pub struct Honest {
	/// Owner of the Datanet and its curator.
	pub owner: Party,
	/// Contributor.
	pub writer: Party,
	/// Builder of the model.
	pub builder: Party,
	/// Publisher of the base model.
	pub publisher: Party,
	/// User who pays for answers and repeats what it is told.
	pub user: Party,
	/// Provider that trains and answers.
	pub provider: Provider,
	/// Providers that repeat what others said.
	pub judges: Vec<Provider>,
	/// Stranger who ends what is due.
	pub janitor: Party,
}

/// Things that the honest parties made before the game.
pub struct Made {
	/// Datanet of the owner.
	pub datanet: DatanetId,
	/// Contribution of the writer.
	pub contribution: ContributionId,
	/// Contribution of a member of the coalition, as good as the writer's.
	pub mole: ContributionId,
	/// Base model.
	pub base: ModelId,
}

/// Side that somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
	/// Follows the rules.
	Honest,
	/// Does anything.
	Coalition,
}

/// A game: state that is not on the chain.
pub struct Game {
	/// Source of all that is random.
	pub dice: Dice,
	/// Parties that follow the rules.
	pub honest: Honest,
	/// Things that these made.
	pub made: Made,
	/// Parties that do anything, each with a second account.
	pub coalition: Vec<Provider>,
	/// Sessions of the honest user, and of the coalition with itself.
	pub talks: Vec<Talk>,
	/// Planck that honest parties agreed to pay to the coalition.
	pub agreed: Balance,
	/// Planck that the coalition brought.
	pub brought: Balance,
	/// Planck that each honest party had at the beginning, in the order of [`Honest::all`].
	pub had: Vec<Balance>,
	/// Planck that the user promised.
	pub paid: Balance,
	/// Planck that the builder offered.
	pub ordered: Balance,
	/// True once nobody begins anything new.
	pub ending: bool,
}

/// Returns a chain with short epochs, on which the honest parties have made a model, and are waiting.
pub fn chain() -> sp_io::TestExternalities {
	let mut chain = world::chain();
	chain.execute_with(|| {
		pallet_validators::EpochSlots::<Runtime>::put(40);
		let honest = Honest::endow();
		honest.make();
		world::audit(Permill::from_percent(30));
		world::audit_answers(Permill::one());
		honest.fund_audits();
		world::advance(20);
	});
	chain
}

impl Honest {
	/// Names the parties.
	fn named(party: impl Fn(&str, u128) -> Party, provider: impl Fn(&str, u128) -> Provider) -> Self {
		Self {
			owner: party("owner", 1_000),
			writer: party("writer", 1_000),
			builder: party("builder", 1_000),
			publisher: party("publisher", 1_000),
			user: party("user", 10_000),
			provider: provider("provider", 2_000),
			judges: (0..JUDGES).map(|number| provider(&format!("judge {number}"), 1_100)).collect(),
			janitor: party("janitor", 100),
		}
	}

	/// Gives each party what it needs.
	fn endow() -> Self {
		Self::named(Party::with, Provider::with)
	}

	/// Returns the parties of a chain on which they have been endowed.
	fn there() -> Self {
		Self::named(|name, _| Party::new(name), |name, _| Provider::new(name))
	}

	/// Makes a base model, a Datanet with a snapshot, providers, and a tuned model for sale.
	fn make(&self) {
		let register = pallet_models::Call::register_base {
			name: text("base"),
			manifest: Manifest { root: Hash::repeat_byte(201), bytes: 9, parameters: 9, context: 512 },
			licence: text("MIT"),
			royalty: Permill::zero(),
		};
		self.publisher.must(register);
		let create = pallet_datanets::Call::create {
			name: text("records"),
			domain: text("law"),
			card: Hash::zero(),
			terms: terms(OPEN / 100),
			admission: Admission::Curated,
		};
		self.owner.must(create);
		for root in [202, 203] {
			let root = Hash::repeat_byte(root);
			let contribute =
				pallet_datanets::Call::contribute { datanet: 0, root, records: 10, bytes: 10_000 };
			self.writer.must(contribute);
		}
		// Of a member to be: only where both sides have records is there anything to take.
		Party::with(MOLE, 100).must(pallet_datanets::Call::contribute {
			datanet: 0,
			root: Hash::repeat_byte(205),
			records: 10,
			bytes: 10_000,
		});
		for contribution in [0, 1, 2] {
			let verdict = ReviewDecision::Accept;
			self.owner.must(pallet_datanets::Call::review { datanet: 0, contribution, verdict });
		}
		self.owner.must(pallet_datanets::Call::publish_snapshot { datanet: 0 });
		for provider in self.judges.iter().chain([&self.provider]) {
			provider.stash.must(provider.joining(capabilities(&[0], OPEN / 100)));
		}
		self.train();
		self.builder.must(pallet_models::Call::list { model: 1, price: PRICE });
	}

	/// Has the model trained.
	fn train(&self) {
		let spec = spec("tuned", 0, &[SnapshotRef { datanet: 0, number: 1 }]);
		self.builder.must(pallet_model_factory::Call::submit_job { spec, max_payment: 10 * OPEN });
		let worker = &self.provider.worker;
		worker.must(pallet_model_factory::Call::claim_job { job: 0 });
		world::advance(1);
		worker.must(pallet_model_factory::Call::submit_result { job: 0, result: jobs::result(204, 1_000) });
		jobs::wait_window();
		self.janitor.must(pallet_model_factory::Call::finalise_job { job: 0 });
	}

	/// Returns every party.
	pub fn all(&self) -> impl Iterator<Item = &Party> {
		let people = [&self.owner, &self.writer, &self.builder, &self.publisher, &self.user, &self.janitor];
		let providers = self.judges.iter().chain([&self.provider]);
		people.into_iter().chain(providers.flat_map(|provider| [&provider.stash, &provider.worker]))
	}
}

impl Game {
	/// Begins a game: a coalition of one to eight joins.
	pub fn begin(seed: u64) -> Self {
		let mut dice = Dice::new(seed);
		pallet_disputes::Mix::<Runtime>::put(Hash::from(sp_io::hashing::blake2_256(&seed.to_le_bytes())));
		let mix = sp_io::hashing::blake2_256(&[&seed.to_le_bytes()[..], b"jobs"].concat());
		pallet_model_factory::Mix::<Runtime>::put(Hash::from(mix));
		let size = 1 + dice.below(8);
		let coalition: Vec<_> =
			(0..size).map(|number| Provider::with(&format!("member {number}"), 3_000)).collect();
		let brought = coalition.iter().map(Provider::wealth).sum();
		let made = Made { datanet: 0, contribution: 0, mole: 2, base: 0 };
		let talks = Vec::new();
		let honest = Honest::there();
		let had = honest.all().map(|party| world::wealth(&party.account)).collect();
		let (agreed, paid, ordered, ending) = (0, 0, 0, false);
		let game = Self { dice, honest, made, coalition, talks, agreed, brought, had, paid, ordered, ending };
		game.coalition_joins();
		game
	}

	/// Returns whose side an account is on.
	pub fn side(&self, who: &AccountId) -> Side {
		match self.coalition.iter().any(|member| member.owns(who)) {
			true => Side::Coalition,
			false => Side::Honest,
		}
	}

	/// Returns whether a contribution is of the coalition.
	pub fn is_ours(&self, contribution: ContributionId) -> bool {
		Datanets::contributor(contribution).is_some_and(|who| self.side(&who) == Side::Coalition)
	}

	/// Lets some blocks pass, in each of which the honest parties' software runs.
	pub fn pass_blocks(&mut self) {
		for _ in 0..1 + self.dice.below(4) {
			world::advance(1);
			self.honest_moves();
		}
	}
}

/// Returns a specification over these snapshots.
pub fn spec(name: &str, base: ModelId, snapshots: &[SnapshotRef]) -> JobSpec {
	let market = jobs::Market {
		base,
		snapshot: SnapshotRef { datanet: 0, number: 1 },
		contributor: AccountId::from([0; 32]),
	};
	JobSpec { name: text(name), ..jobs::spec(&market, snapshots.to_vec()) }
}

/// Returns a bounded text.
pub fn text<S: frame_support::traits::Get<u32>>(text: &str) -> BoundedVec<u8, S> {
	text.as_bytes().to_vec().try_into().expect("a short text")
}

/// Returns an offer to serve these bases.
pub fn capabilities(bases: &[ModelId], price_per_1k_tokens: Balance) -> Capabilities {
	Capabilities {
		bases: bases.to_vec().try_into().expect("few bases"),
		max_parallel: 4,
		price_per_1k_tokens,
		endpoint: Default::default(),
	}
}

/// Returns terms with a fee.
pub fn terms(fee_per_1k_tokens: Balance) -> Terms {
	Terms { licence: text("MIT"), fee_per_1k_tokens, revocable: true }
}

/// Returns the contributions that a model learnt from, ascending.
pub fn learnt(model: ModelId) -> Vec<ContributionId> {
	let Some(lineage) = Models::lineage(model) else { return Vec::new() };
	let snapshots = lineage.snapshots.iter().filter_map(|at| Datanets::snapshot(*at));
	let mut ids: Vec<_> =
		snapshots.flat_map(|snapshot| snapshot.entries.into_iter().map(|entry| entry.contribution)).collect();
	ids.sort_unstable();
	ids.dedup();
	ids
}

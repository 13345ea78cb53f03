//! Licences of tuned models.

use crate::{Error, Models as Stored, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	BoundedVec, ModelId, datanet::SnapshotRef, model::Lineage, traits::ModelRegistry,
};

fn snapshots(datanets: &[u32]) -> Vec<SnapshotRef> {
	datanets.iter().map(|datanet| SnapshotRef { datanet: *datanet, number: 1 }).collect()
}

fn tune(base: ModelId, datanets: &[u32]) -> ModelId {
	let lineage =
		Lineage { snapshots: BoundedVec::truncate_from(snapshots(datanets)), ..lineage(base, None) };
	Models::create_tuned(&BOB, name("Smaller"), lineage, 0).unwrap()
}

#[test]
fn a_tuned_model_has_the_licence_that_demands_most() {
	ExtBuilder.build_and_execute(|| {
		let base = base(ALICE, 1);
		for (datanets, licence) in
			[(&[0][..], "Apache-2.0"), (&[0, 1], "CC-BY-SA-4.0"), (&[0, 2], "CC-BY-NC-4.0")]
		{
			assert_eq!(Models::licence_for(base, &snapshots(datanets)), Ok(name(licence)));
			assert_eq!(Stored::<Test>::get(tune(base, datanets)).unwrap().licence, name(licence));
		}
	});
}

#[test]
fn what_cannot_be_combined_is_refused_before_it_is_trained() {
	ExtBuilder.build_and_execute(|| {
		let base = base(ALICE, 1);
		for (datanets, error) in [
			(&[3][..], Error::<Test>::NoDerivatives),
			(&[1, 2], Error::NonCommercialConflict),
			(&[9], Error::UnknownSnapshot),
		] {
			assert_noop!(Models::licence_for(base, &snapshots(datanets)), error);
		}
		assert_noop!(Models::licence_for(9, &[]), Error::<Test>::NotABase);
	});
}

#[test]
fn a_paid_job_yields_its_model_and_nobody_sells_it_without_a_licence() {
	ExtBuilder.build_and_execute(|| {
		let model = tune(base(ALICE, 1), &[1, 2]);
		assert_noop!(Models::list(signed(BOB), model, PRICE), Error::<Test>::NoLicence);
		assert_ok!(Models::transfer(signed(BOB), model, CAROL));
	});
}

import { StorageDescriptor, PlainDescriptor, TxDescriptor, RuntimeDescriptor, Enum, ApisFromDef, QueryFromPalletsDef, TxFromPalletsDef, EventsFromPalletsDef, ErrorsFromPalletsDef, ConstFromPalletsDef, ViewFnsFromPalletsDef, SS58String, SizedHex, FixedSizeArray } from "polkadot-api";
import type { I5sesotjlssv2d, Iffmde3ekjedi9, I4mddgoa69c0a2, I86ger1lfuo3it, I95g6i7ilua7lq, Ieniouoqkq4icf, Phase, Ibgl04rn6nbfm6, I4q39t5hn830vp, I3geksg000c171, BabeDigestsNextConfigDescriptor, Ic5m5lp1oioo8r, Idq7or56ds2f13, I4s6vifaf8k998, I9jd27rnpm8ttv, I8jnd4d8ip6djo, Ifip05kcrl65am, I1q8tnt1cluu5j, I8ds64oj6581v0, Ia7pdug7cdsg8g, I5sj2su504sith, I9bin2jc70qt6q, TransactionPaymentReleases, Ia2lhg7l2hilo3, I57nmndufo5kt0, Ifmihrba370nuo, Iedh1t36ah4jma, I2na29tt2afp0j, I1aner8rvho14b, I6ouflveob4eli, I4ihr7b0cuik6m, I42rmu8fbeq1lg, I7tcrmo120nr2i, I205qrookusi3d, I486bosijp6o8h, I4cu7mum5j6jv4, I5po7nukqbt0lj, I5qc6oundb7tia, I5hdjcnn46gt57, I7f4aect1nip55, Ifqjjfo5mdmrc5, If98vkg6mm4jp9, I23nq3fsgtejt, I13gn8khqeqpsm, Ipfm3cv3d4hbs, I82jm9g7pufuel, GrandpaStoredState, I7pe2me3i3vtn9, Iag146hmjgqfgj, I8uo3fpd3bcc6f, I341u1tuk05kgd, I9p9lq3rej5bhc, PreimageOldRequestStatus, PreimageRequestStatus, I4pact7n2e9a0i, I6uujbta14o99b, I56u24ncejr5kt, Iegmj7n48sc3am, Icgljjb6j82uhn, Ie9j1itogtv7p5, ConvictionVotingVoteVoting, If9jidduiuq7vv, I3ujifdlke0bna, I4ojmnsk1dchql, Icfki1sb0r4qi, I2al7mv41660il, Idkbvh6dahk1v7, I1la3pplo72oeu, Iead891ruqpip3, I4p5t2krb1gmvp, Iafqnechp3omqg, Icbd3lsapvdkgs, I14pmqkpq31e9m, I94q7bri7tunct, Icm6uc3g1v4776, I7svnfko10tq2e, Ic1lpcme51hr2i, Ie8ugkvnh355rb, Ibka1cha88c1q2, I4rv8lpgam27d5, Ia4jlo0lji8v8j, I90poism2cv3nj, I7hn6l7d8cj65q, I6e3jo8osjm3fp, Id48k2rnssf8c9, Idsav5j3ne8iq, Iaeg7p09e3omlp, I3l6tu1b2c0h5b, Icc6fijenc5d38, I7cmq528bbenmk, I12d4tfk2eqt4v, I95l2k9b1re95f, I9pb8t3i9trq7o, I2972s05gso9bu, Iet9d8egmjnmbs, Iba9inugg1atvo, I1trc5bug4hhf9, I6cs1itejju2vv, Ieffadgct51dml, I1loffqf57nmhh, I3a4imq6bjckff, I6jj4sm1h2ssi8, Ia6ot3lp1t9qpm, Iead7mdadh2hkb, I96rqo4i9p11oo, I8jnhoagb9djqd, I835kgo4227pfs, Iilpsjpsgmkpu, In7a38730s6qs, Ibtil0ss5munbk, I9s0ave7t0vnrk, I4fo08joqmcqnm, Ibafpkl9hhno69, I35p85j063s0il, I4arjljr6dpflb, I2v6m6jvp5io7l, I8ofcg5rbj0g2c, I4adgbll7gku4i, I6pjjpfvhvcfru, I9pj91mj79qekl, I39uah9nss64h9, Ik64dknsq7k08, Ib51vk42m1po4n, Idcr6u6361oad9, I1a04b7hp13v4p, I9fin09kkg0jaj, I4ktuaksf5i1gk, I9bqtpv2ii35mp, I9j7pagd6d4bda, I2h9pmio37r7fb, Ibmr18suc9ikh9, I9iq22t0burs89, I5u8olqbbvfnvf, I5utcetro501ir, Ialpmgmhr3gk5r, I7ffhplka9c7bk, Ib97sstuhuq8i0, I9acqruh7322g2, I5rh7brfh4jg1k, Idfok8csl12drp, I3m3k5vaeoocbr, I2hviml3snvhhn, I1i2qgmqh0ltsc, I4416babaul3es, Ievfspnf9aq9mp, I3ab4jkji10evv, Ibjtbbh2fnmcok, Ict3p9gnol6f6a, I4bvd68f10akgn, Ideaemvoneh309, I3d9o9d7epp66v, I6lqh1vgb4mcja, I3jbru7hmrn81l, I1qgtc6s6ek0vt, Iu1sjef3vcgm9, I44mge276rmt21, I2eb501t8s6hsq, Ianmuoljk2sk1u, I3id5j0vp87sms, I82nfqfkd48n10, I1jm8m1rh9e20v, I3o5j3bli1pd8e, I7lapgjr17b57t, I5n4sebgkfr760, I4fv6ppkbjvr3t, Ifs1i5fk9cqvr6, Idonb0npejqcle, I2vls7pd3ppb62, Ieg3fd8p4pkt10, I8kg5ll427kfqq, I467333262q1l9, Icgvlt16s3viih, I8k3rnvpeeh4hv, Ictva00e0bvusp, Icnrv1mfbd3in1, Icm9m0qeemu66d, I6qq5nnbjegi8u, I666bl2fqjkejo, Idnsr2pndm36h0, Ia1pvdcbhuqf8m, I8steo882k7qns, I4pa4q37gj6fua, I5f178ab6b89t3, I4nakhtbsk3c5s, I6ul2deqo75lb2, Icbio0e1f0034b, I8c0vkqjjipnuj, Ie8fiivec138rq, I1ssp78ejl639m, Iba7pefg0d11kh, I2pjehun5ehh5i, Ig662af1jk26l, I11gq2aeqbc1ts, Icmtp3kgfr4v41, I79o51s3aduq97, I4u84580cgcc2o, I2nt7851v52bu7, I5dtn09dqsfhh9, I27h4v02chvmfn, I5jeqospjhf3sa, I443rkudhn0411, I1g34q4hmbvsvj, I3ltsr5qr5a9nr, Ielilq2a00c9fn, Ia8qdcd799akr5, I45rju9l60r9la, I6othg9u8bb6qm, If19phe8cutpq5, I50b5ggn7dle49, Ij3uh5crh9igc, Ie6j54t2derv5h, Ib0arvl1hrdcj5, Idm79bcnk6deie, I2rqmelic53tp6, I2v9f9pt0l080o, Iau3git9o3fsbs, Iem2tclvr85h3e, Ibjoucodt4drjo, Id0fvfac84i6mf, I69mj134pln9db, I377te6r7r83sc, I25iiffvp870n7, I7f3dm2mmk1sns, Ib720brnt8140r, Ichf3ajdr03hna, I3qocb96f5bg15, I3qt1hgg4djhgb, Iamgno4bqm88km, Icol3vdksa8dlm, Ifg7dah432p540, I6od25s6241u5g, Icrrf5i55siiov, I76qr1e8pqk2qg, I6obsn8s0foeul, Ia82mnkmeo2rhc, Iarj13nh3lrdsk, Icbccs0ug47ilf, I855j4i3kr8ko1, I9kfbj1honsev5, Icv68aq8841478, Ic262ibdoec56a, Iflcfm9b6nlmdd, Ijrsf4mnp3eka, Id5fm4p8lj5qgi, I8tjvj9uq4b7hi, I4cbvqmqadhrea, I4fooe9dun9o0t, I6ohsckvdlgvgg, Inhhoo02qhpb, Ic4lf5348ugkek, Iph9c4rn81ub2, Ier2cke86dqbr2, I3sqklo4r7sgc7, Id2der1f6tic87, I4tbnce5uokfo0, I20pbhr0e7nun9, If5u1pptjd5bjh, I5f6dues5o0ij2, Ickl73d7auc2df, Ian6kd1g6dla3n, I991e9dm3v8crl, If7kk3cfct9b05, I696s423vlsugm, I8okregi87ui5p, I6011rl34u2k7s, I67p0tgaib991f, Ifd72fm3ercb7b, I2bhk17btucdqn, I2hq50pu2kdjpo, I5768ac424h061, Ibl8km69dc8ha7, I2m3s76dkf9d7e, I22vskcak6gose, I83iadh4bv5sa2, Iep27ialq4a7o7, Iasu5jvoqr43mv, I1pv9f66tgah6t, I5qolde99acmd1, I8gtde5abn1g9a, Ifich8maeh2rc5, Ichnn2p80bmquj, I2ur0oeqg495j8, Id575bpj8u17pc, I1bhd210c3phjj, I8uo5j7rj51msk, Ia3c82eadg79bj, Ienusoeb625ftq, Ibtsa3docbr9el, I48lsrg41h9ucn, I5rtkmhm2dng4u, I8iksqi3eani0a, I16enopmju1p0q, I43kq8qudg7pq9, I76riseemre533, Ie5v6njpckr05b, I38bmcrmh852rk, I4hcillge8de5f, I8usdc6tg7829p, I7svrbkiu01iec, I8cbok7qd7ru4t, I7kij8p9kchdjo, I229ijht536qdu, I62nte77gksm0f, I9cg2delv92pvq, Ilhp45uime5tp, I4f1hv034jf1dt, I164arm0gq57mj, I20e9ph536u7ti, I8kcpmsh450rp, Icskhhmmbq0m8d, If5rtkqkqrp1fh, I6rchvta0d3osf, I5aaeb1r7cste5, I87o6nkebumd1r, I7h761hgdr65lt, Irpuurmdbu8h1, Iak012sei7igea, Ic1g5nm2aio6q8, Ir627krd96edn, I1vacg2br03r1r, Iekvs7m0klh1tf, I4mcnv9iqsanv9, I4tvnovvm3tf95, Ifjfhlu79ookhu, I4alq0b2g8gnfa, I4dqfv5hjsi5ec, I12i5k8jfofjs5, Icf4maht62e6t9, I4d68glgo0345h, Iefr9fflpdavuf, Iaus260n9j7n0h, I50c65kjkegmnt, I8c2ke8bdn3qoi, I8jfpjmea337sg, Icctac0a78vnj8, Ieb74d41f56m72, I6d08vltg69b8k, Ie4snv034qvcus, Id8mmopku3c5am, I9ocu3k2ig233v, Id3f83gjjcskg5, Ie422543o8kfoh, Iapfa0230vl9ce, I8r8u5gkhpvpoe, Ifk8eme5o7mukf, Icer9avab68blr, Ia223glvmuns24, Idae9d343v4k44, I5cso8ft74kgvv, I5nqm2a1vbvskc, Icvghu6u0d24hf, I1u82t0l0bm0mm, Iej237o971j1s2, Ieuu1m1da9or4r, Ia4kaht6f5vpje, If0srg95gmadii, Idj2ct2nr60sd3, Iehj8qrh0l2i7s, Ifi2rd5210jrro, Iddc9rgcush5ek, Ievs47nidqh2gp, Ibvdsuq7nh6dm3, I6slmndeio1bm9, I9149pmlcnfs24, I5ihfu304ha95p, I1b2s3hsg9aqo0, Iee1f915n579mj, Id7a4i0h3iaeos, I95bp7idsftlcs, I72nrrvlt1422j, If689fjcqa5q8b, I5hqdm7hac2lnc, I8jd4l43f5kr9f, Ibnlsbuedj2a16, I5qdi6h01l90dt, I6nj91apq4j460, Im9sfde1oa5ag, Iel6os727b1jid, Irklfpj5s46mu, I6lt9ln30pptsb, I6klhknlm46qb1, I7cmt9rpso98r9, I46c5qk1im47tg, Iaqet9jc3ihboe, Ic952bubvq4k7d, I2v50gu3s1aqk6, Iabpgqcjikia83, I4gil44d08grh, I7u915mvkdsb08, I1um4oh1g67jtl, If7uv525tdvv7a, Itom7fk49o0c9, I2an1fs2eiebjp, TransactionValidityTransactionSource, I9ask1o4tfvcvs, Iems84l8lk2v0c, I1r5ke30ueqo0r, I68ii5ik8avr9o, I9puqgoda8ofk4, I4ph3d1eepnmr1, Icerf8h8pdu8ss, I6spmpef2c7svf, Iei2mvq0mjvt81, Ie9sr1iqcg3cgm, I1mqgk2tmnn9i2, I6lr8sctk0bi4e, Icjjgnq9pld4lu, Iqtq758mftqbe, Idh9hltb687d5j, I5qlhm7uv987eo, I9hdkjrh70eg1o, I1semfdot789sf, Ibsuju5d2d506f, I791hteg5iercv, Ib34hjfsndqf8i, I3s6ufo21koaf1, I9rmt0k97ujls, Ihfphjolmsqq1, Ia6pu1f6a9olco, Ia571ov92jp170, I5f5h9aessr31u, I3u245pk55jir9, I2lmu9aq2b3acm, Im1b2acp7n5me, Ifl3s0lrv9dgoe, Ic1piok295efa3, I8t84nbikidte4, I4fkv3a515hm4u, I682lfcsdm5p05, I6m2oii6acjkae, I33m0384kchqqm, I3tefqs4jji3nb, In21p8s5ns8hg } from "./common-types.js";
type AnonymousEnum<T extends {}> = T & {
    __anonymous: true;
};
type MyTuple<T> = [T, ...T[]];
type SeparateUndefined<T> = undefined extends T ? undefined | Exclude<T, undefined> : T;
type Anonymize<T> = SeparateUndefined<T extends string | number | bigint | boolean | void | undefined | null | symbol | Uint8Array | Enum<any> ? T : T extends AnonymousEnum<infer V> ? Enum<V> : T extends MyTuple<any> ? {
    [K in keyof T]: T[K];
} : T extends [] ? [] : T extends FixedSizeArray<infer L, infer T> ? number extends L ? Array<T> : FixedSizeArray<L, T> : {
    [K in keyof T & string]: T[K];
}>;
type IStorage = {
    System: {
        /**
         * The full account information for a particular account ID.
         */
        Account: StorageDescriptor<[Key: SS58String], Anonymize<I5sesotjlssv2d>, false, never>;
        /**
         * Total extrinsics count for the current block.
         */
        ExtrinsicCount: StorageDescriptor<[], number, true, never>;
        /**
         * Whether all inherents have been applied.
         */
        InherentsApplied: StorageDescriptor<[], boolean, false, never>;
        /**
         * The current weight for the block.
         */
        BlockWeight: StorageDescriptor<[], Anonymize<Iffmde3ekjedi9>, false, never>;
        /**
         * Total size (in bytes) of the current block.
         *
         * Tracks the size of the header and all extrinsics.
         */
        BlockSize: StorageDescriptor<[], number, true, never>;
        /**
         * Map of block numbers to block hashes.
         */
        BlockHash: StorageDescriptor<[Key: number], SizedHex<32>, false, never>;
        /**
         * Extrinsics data for the current block (maps an extrinsic's index to its data).
         */
        ExtrinsicData: StorageDescriptor<[Key: number], Uint8Array, false, never>;
        /**
         * The current block number being processed. Set by `execute_block`.
         */
        Number: StorageDescriptor<[], number, false, never>;
        /**
         * Hash of the previous block.
         */
        ParentHash: StorageDescriptor<[], SizedHex<32>, false, never>;
        /**
         * Digest of the current block, also part of the block header.
         */
        Digest: StorageDescriptor<[], Anonymize<I4mddgoa69c0a2>, false, never>;
        /**
         * Events deposited for the current block.
         *
         * NOTE: The item is unbound and should therefore never be read on chain.
         * It could otherwise inflate the PoV size of a block.
         *
         * Events have a large in-memory size. Box the events to not go out-of-memory
         * just in case someone still reads them from within the runtime.
         */
        Events: StorageDescriptor<[], Anonymize<I86ger1lfuo3it>, false, never>;
        /**
         * The number of events in the `Events<T>` list.
         */
        EventCount: StorageDescriptor<[], number, false, never>;
        /**
         * Mapping between a topic (represented by T::Hash) and a vector of indexes
         * of events in the `<Events<T>>` list.
         *
         * All topic vectors have deterministic storage locations depending on the topic. This
         * allows light-clients to leverage the changes trie storage tracking mechanism and
         * in case of changes fetch the list of events of interest.
         *
         * The value has the type `(BlockNumberFor<T>, EventIndex)` because if we used only just
         * the `EventIndex` then in case if the topic has the same contents on the next block
         * no notification will be triggered thus the event might be lost.
         */
        EventTopics: StorageDescriptor<[Key: SizedHex<32>], Anonymize<I95g6i7ilua7lq>, false, never>;
        /**
         * Stores the `spec_version` and `spec_name` of when the last runtime upgrade happened.
         */
        LastRuntimeUpgrade: StorageDescriptor<[], Anonymize<Ieniouoqkq4icf>, true, never>;
        /**
         * Number of blocks till the pending code upgrade is applied.
         */
        BlocksTillUpgrade: StorageDescriptor<[], number, true, never>;
        /**
         * True if we have upgraded so that `type RefCount` is `u32`. False (default) if not.
         */
        UpgradedToU32RefCount: StorageDescriptor<[], boolean, false, never>;
        /**
         * True if we have upgraded so that AccountInfo contains three types of `RefCount`. False
         * (default) if not.
         */
        UpgradedToTripleRefCount: StorageDescriptor<[], boolean, false, never>;
        /**
         * The execution phase of the block.
         */
        ExecutionPhase: StorageDescriptor<[], Phase, true, never>;
        /**
         * `Some` if a code upgrade has been authorized.
         */
        AuthorizedUpgrade: StorageDescriptor<[], Anonymize<Ibgl04rn6nbfm6>, true, never>;
        /**
         * The weight reclaimed for the extrinsic.
         *
         * This information is available until the end of the extrinsic execution.
         * More precisely this information is removed in `note_applied_extrinsic`.
         *
         * Logic doing some post dispatch weight reduction must update this storage to avoid duplicate
         * reduction.
         */
        ExtrinsicWeightReclaimed: StorageDescriptor<[], Anonymize<I4q39t5hn830vp>, false, never>;
    };
    Timestamp: {
        /**
         * The current time for the current block.
         */
        Now: StorageDescriptor<[], bigint, false, never>;
        /**
         * Whether the timestamp has been updated in this block.
         *
         * This value is updated to `true` upon successful submission of a timestamp by a node.
         * It is then checked at the end of each block execution in the `on_finalize` hook.
         */
        DidUpdate: StorageDescriptor<[], boolean, false, never>;
    };
    Babe: {
        /**
         * Current epoch index.
         */
        EpochIndex: StorageDescriptor<[], bigint, false, never>;
        /**
         * Current epoch authorities.
         */
        Authorities: StorageDescriptor<[], Anonymize<I3geksg000c171>, false, never>;
        /**
         * The slot at which the first epoch actually started. This is 0
         * until the first block of the chain.
         */
        GenesisSlot: StorageDescriptor<[], bigint, false, never>;
        /**
         * Current slot number.
         */
        CurrentSlot: StorageDescriptor<[], bigint, false, never>;
        /**
         * The epoch randomness for the *current* epoch.
         *
         * # Security
         *
         * This MUST NOT be used for gambling, as it can be influenced by a
         * malicious validator in the short term. It MAY be used in many
         * cryptographic protocols, however, so long as one remembers that this
         * (like everything else on-chain) it is public. For example, it can be
         * used where a number is needed that cannot have been chosen by an
         * adversary, for purposes such as public-coin zero-knowledge proofs.
         */
        Randomness: StorageDescriptor<[], SizedHex<32>, false, never>;
        /**
         * Pending epoch configuration change that will be applied when the next epoch is enacted.
         */
        PendingEpochConfigChange: StorageDescriptor<[], BabeDigestsNextConfigDescriptor, true, never>;
        /**
         * Next epoch randomness.
         */
        NextRandomness: StorageDescriptor<[], SizedHex<32>, false, never>;
        /**
         * Next epoch authorities.
         */
        NextAuthorities: StorageDescriptor<[], Anonymize<I3geksg000c171>, false, never>;
        /**
         * Randomness under construction.
         *
         * We make a trade-off between storage accesses and list length.
         * We store the under-construction randomness in segments of up to
         * `UNDER_CONSTRUCTION_SEGMENT_LENGTH`.
         *
         * Once a segment reaches this length, we begin the next one.
         * We reset all segments and return to `0` at the beginning of every
         * epoch.
         */
        SegmentIndex: StorageDescriptor<[], number, false, never>;
        /**
         * TWOX-NOTE: `SegmentIndex` is an increasing integer, so this is okay.
         */
        UnderConstruction: StorageDescriptor<[Key: number], Anonymize<Ic5m5lp1oioo8r>, false, never>;
        /**
         * Temporary value (cleared at block finalization) which is `Some`
         * if per-block initialization has already been called for current block.
         */
        Initialized: StorageDescriptor<[], Anonymize<Idq7or56ds2f13>, true, never>;
        /**
         * This field should always be populated during block processing unless
         * secondary plain slots are enabled (which don't contain a VRF output).
         *
         * It is set in `on_finalize`, before it will contain the value from the last block.
         */
        AuthorVrfRandomness: StorageDescriptor<[], Anonymize<I4s6vifaf8k998>, false, never>;
        /**
         * The block numbers when the last and current epoch have started, respectively `N-1` and
         * `N`.
         * NOTE: We track this is in order to annotate the block number when a given pool of
         * entropy was fixed (i.e. it was known to chain observers). Since epochs are defined in
         * slots, which may be skipped, the block numbers may not line up with the slot numbers.
         */
        EpochStart: StorageDescriptor<[], Anonymize<I9jd27rnpm8ttv>, false, never>;
        /**
         * How late the current block is compared to its parent.
         *
         * This entry is populated as part of block execution and is cleaned up
         * on block finalization. Querying this storage entry outside of block
         * execution context should always yield zero.
         */
        Lateness: StorageDescriptor<[], number, false, never>;
        /**
         * The configuration for the current epoch. Should never be `None` as it is initialized in
         * genesis.
         */
        EpochConfig: StorageDescriptor<[], Anonymize<I8jnd4d8ip6djo>, true, never>;
        /**
         * The configuration for the next epoch, `None` if the config will not change
         * (you can fallback to `EpochConfig` instead in that case).
         */
        NextEpochConfig: StorageDescriptor<[], Anonymize<I8jnd4d8ip6djo>, true, never>;
        /**
         * A list of the last 100 skipped epochs and the corresponding session index
         * when the epoch was skipped.
         *
         * This is only used for validating equivocation proofs. An equivocation proof
         * must contains a key-ownership proof for a given session, therefore we need a
         * way to tie together sessions and epoch indices, i.e. we need to validate that
         * a validator was the owner of a given key on a given session, and what the
         * active epoch index was during that session.
         */
        SkippedEpochs: StorageDescriptor<[], Anonymize<Ifip05kcrl65am>, false, never>;
    };
    Balances: {
        /**
         * The total units issued in the system.
         */
        TotalIssuance: StorageDescriptor<[], bigint, false, never>;
        /**
         * The total units of outstanding deactivated balance in the system.
         *
         * This is not guaranteed to be less than or equal to [`TotalIssuance`]. Total issuance may be
         * reduced independently of this value, including while a reversible imbalance is outstanding.
         * Active issuance is therefore derived using saturating subtraction.
         */
        InactiveIssuance: StorageDescriptor<[], bigint, false, never>;
        /**
         * The Balances pallet example of storing the balance of an account.
         *
         * # Example
         *
         * ```nocompile
         * impl pallet_balances::Config for Runtime {
         * type AccountStore = StorageMapShim<Self::Account<Runtime>, frame_system::Provider<Runtime>, AccountId, Self::AccountData<Balance>>
         * }
         * ```
         *
         * You can also store the balance of an account in the `System` pallet.
         *
         * # Example
         *
         * ```nocompile
         * impl pallet_balances::Config for Runtime {
         * type AccountStore = System
         * }
         * ```
         *
         * But this comes with tradeoffs, storing account balances in the system pallet stores
         * `frame_system` data alongside the account data contrary to storing account balances in the
         * `Balances` pallet, which uses a `StorageMap` to store balances data only.
         * NOTE: This is only used in the case that this pallet is used to store balances.
         */
        Account: StorageDescriptor<[Key: SS58String], Anonymize<I1q8tnt1cluu5j>, false, never>;
        /**
         * Any liquidity locks on some account balances.
         * NOTE: Should only be accessed when setting, changing and freeing a lock.
         *
         * Use of locks is deprecated in favour of freezes. See `https://github.com/paritytech/substrate/pull/12951/`
         */
        Locks: StorageDescriptor<[Key: SS58String], Anonymize<I8ds64oj6581v0>, false, never>;
        /**
         * Named reserves on some account balances.
         *
         * Use of reserves is deprecated in favour of holds. See `https://github.com/paritytech/substrate/pull/12951/`
         */
        Reserves: StorageDescriptor<[Key: SS58String], Anonymize<Ia7pdug7cdsg8g>, false, never>;
        /**
         * Holds on account balances.
         */
        Holds: StorageDescriptor<[Key: SS58String], Anonymize<I5sj2su504sith>, false, never>;
        /**
         * Freeze locks on account balances.
         */
        Freezes: StorageDescriptor<[Key: SS58String], Anonymize<I9bin2jc70qt6q>, false, never>;
    };
    TransactionPayment: {
        /**
        
         */
        NextFeeMultiplier: StorageDescriptor<[], bigint, false, never>;
        /**
        
         */
        StorageVersion: StorageDescriptor<[], TransactionPaymentReleases, false, never>;
        /**
         * The `OnChargeTransaction` stores the withdrawn tx fee here.
         *
         * Use `withdraw_txfee` and `remaining_txfee` to access from outside the crate.
         */
        TxPaymentCredit: StorageDescriptor<[], bigint, true, never>;
    };
    Validators: {
        /**
         * Validators of the latest planned session, by account. The set is never empty after genesis. It is
         * written at genesis, and when a session is planned with others.
         */
        Validators: StorageDescriptor<[], Anonymize<Ia2lhg7l2hilo3>, false, never>;
        /**
         * Accounts that want to be in the set, by stake, the largest first; of equals, the one that was there
         * first. The first [`Config::MaxValidators`] of them are the next set, the others queue.
         */
        Candidates: StorageDescriptor<[], Anonymize<I57nmndufo5kt0>, false, never>;
        /**
         * Books of every known validator. They are made when it joins, and removed when it has left, the set is
         * without it, and nobody has a position in its pool.
         */
        Ledger: StorageDescriptor<[Key: SS58String], Anonymize<Ifmihrba370nuo>, true, never>;
        /**
         * Shares and earnings, by validator and account. An entry with neither is removed.
         */
        Positions: StorageDescriptor<Anonymize<I2na29tt2afp0j>, Anonymize<Iedh1t36ah4jma>, true, never>;
        /**
         * Stake that left a pool, by validator and the last session in which it counted. It is removed with its
         * last share.
         */
        Unbonding: StorageDescriptor<Anonymize<I6ouflveob4eli>, Anonymize<I1aner8rvho14b>, true, never>;
        /**
         * Parts that each account has in [`Unbonding`], in the order in which they were made.
         */
        Chunks: StorageDescriptor<[Key: SS58String], Anonymize<I4ihr7b0cuik6m>, false, never>;
        /**
         * Session from which on a validator may be a candidate again. It is set by an offence, and removed by
         * the return that it delayed.
         */
        CoolDowns: StorageDescriptor<[Key: SS58String], number, true, never>;
        /**
         * Members of the running session that sit out, and until when. Offences and the start of a session write
         * it.
         */
        SittingOut: StorageDescriptor<[], Anonymize<I42rmu8fbeq1lg>, false, never>;
        /**
         * Author of this block and its fees so far. It is put when a block begins, and taken when it ends.
         */
        Income: StorageDescriptor<[], Anonymize<I7tcrmo120nr2i>, true, never>;
        /**
         * Number of blocks that each validator has authored. An entry goes with its ledger.
         */
        AuthoredBlocks: StorageDescriptor<[Key: SS58String], bigint, false, never>;
        /**
         * Largest slash fraction reported of each offender, by session. It is removed when the session can no
         * longer be reported.
         */
        Offences: StorageDescriptor<[Key: number], Anonymize<I205qrookusi3d>, false, never>;
        /**
         * Validators and the keys with which they work, by session. It is written when a session begins, and
         * removed when it can no longer be reported.
         */
        KeyHistory: StorageDescriptor<[Key: number], Anonymize<I486bosijp6o8h>, false, never>;
        /**
         * Milliseconds in a slot, set at genesis and never changed.
         */
        SlotMillis: StorageDescriptor<[], bigint, false, never>;
        /**
         * Slots in an epoch, set at genesis and never changed.
         */
        EpochSlots: StorageDescriptor<[], number, false, never>;
        /**
         * Sessions for which stake waits after it stopped counting, and for which an offence can be reported. It
         * is set at genesis and never changed.
         */
        UnbondingTime: StorageDescriptor<[], number, false, never>;
        /**
         * Smallest number of candidates and validators: nobody leaves or is sent away below it. It is set at
         * genesis and never changed.
         */
        Minimum: StorageDescriptor<[], number, false, never>;
        /**
         * Planck that a block brings its author's pool from the reserve, set at genesis and never changed.
         */
        BlockReward: StorageDescriptor<[], bigint, false, never>;
        /**
         * Blocks of the members of the running session, in its order. It is written when a session begins.
         */
        Presences: StorageDescriptor<[], Anonymize<I4cu7mum5j6jv4>, false, never>;
        /**
         * Raised commissions that wait, by validator. An entry goes when its session begins, or with the ledger.
         */
        PendingCommissions: StorageDescriptor<[Key: SS58String], Anonymize<I5po7nukqbt0lj>, true, never>;
        /**
         * Slashes that wait, by validator. They are applied when the session ends in which they are due, or
         * lifted.
         */
        PendingSlashes: StorageDescriptor<[Key: SS58String], Anonymize<I5qc6oundb7tia>, false, never>;
        /**
         * Offences that count as one, by validator. A case is removed when nothing that belongs to it can be
         * reported.
         */
        Cases: StorageDescriptor<[Key: SS58String], Anonymize<I5hdjcnn46gt57>, true, never>;
        /**
         * Slashes that a validator's bond did not cover, in the order in which they were applied. They stay: a
         * delegator pays when its stake is touched, which may be much later.
         */
        DelegatorSlashes: StorageDescriptor<[Key: SS58String], Anonymize<I7f4aect1nip55>, false, never>;
        /**
         * Session since which an account has had stake with a validator, and the slashes that it has paid.
         * Without an entry, it has been there from the beginning and has paid none. It is removed with the last
         * of the stake.
         */
        Entries: StorageDescriptor<Anonymize<I2na29tt2afp0j>, Anonymize<Ifqjjfo5mdmrc5>, false, never>;
        /**
         * Validators in whose pools each account has a position, in ascending order.
         */
        Pools: StorageDescriptor<[Key: SS58String], Anonymize<Ia2lhg7l2hilo3>, false, never>;
    };
    Offences: {
        /**
         * The primary structure that holds all offence records keyed by report identifiers.
         */
        Reports: StorageDescriptor<[Key: SizedHex<32>], Anonymize<If98vkg6mm4jp9>, true, never>;
        /**
         * A vector of reports of the same kind that happened at the same time slot.
         */
        ConcurrentReportsIndex: StorageDescriptor<Anonymize<I23nq3fsgtejt>, Anonymize<Ic5m5lp1oioo8r>, false, never>;
    };
    Session: {
        /**
         * The current set of validators.
         */
        Validators: StorageDescriptor<[], Anonymize<Ia2lhg7l2hilo3>, false, never>;
        /**
         * Current index of the session.
         */
        CurrentIndex: StorageDescriptor<[], number, false, never>;
        /**
         * True if the underlying economic identities or weighting behind the validators
         * has changed in the queued validator set.
         */
        QueuedChanged: StorageDescriptor<[], boolean, false, never>;
        /**
         * The queued keys for the next session. When the next session begins, these keys
         * will be used to determine the validator's session keys.
         */
        QueuedKeys: StorageDescriptor<[], Anonymize<I13gn8khqeqpsm>, false, never>;
        /**
         * Indices of disabled validators.
         *
         * The vec is always kept sorted so that we can find whether a given validator is
         * disabled using binary search. It gets cleared when `on_session_ending` returns
         * a new set of identities.
         */
        DisabledValidators: StorageDescriptor<[], Anonymize<I95g6i7ilua7lq>, false, never>;
        /**
         * The next session keys for a validator.
         */
        NextKeys: StorageDescriptor<[Key: SS58String], Anonymize<Ipfm3cv3d4hbs>, true, never>;
        /**
         * The owner of a key. The key is the `KeyTypeId` + the encoded key.
         */
        KeyOwner: StorageDescriptor<[Key: Anonymize<I82jm9g7pufuel>], SS58String, true, never>;
        /**
         * Accounts whose keys were set via `SessionInterface` (external path) without
         * incrementing the consumer reference or placing a key deposit. `do_purge_keys`
         * only decrements consumers for accounts that were registered through the local
         * session pallet.
         */
        ExternallySetKeys: StorageDescriptor<[Key: SS58String], null, true, never>;
    };
    Grandpa: {
        /**
         * State of the current authority set.
         */
        State: StorageDescriptor<[], GrandpaStoredState, false, never>;
        /**
         * Pending change: (signaled at, scheduled change).
         */
        PendingChange: StorageDescriptor<[], Anonymize<I7pe2me3i3vtn9>, true, never>;
        /**
         * next block number where we can force a change.
         */
        NextForced: StorageDescriptor<[], number, true, never>;
        /**
         * `true` if we are currently stalled.
         */
        Stalled: StorageDescriptor<[], Anonymize<I9jd27rnpm8ttv>, true, never>;
        /**
         * The number of changes (both in terms of keys and underlying economic responsibilities)
         * in the "set" of Grandpa validators from genesis.
         */
        CurrentSetId: StorageDescriptor<[], bigint, false, never>;
        /**
         * A mapping from grandpa set ID to the index of the *most recent* session for which its
         * members were responsible.
         *
         * This is only used for validating equivocation proofs. An equivocation proof must
         * contains a key-ownership proof for a given session, therefore we need a way to tie
         * together sessions and GRANDPA set ids, i.e. we need to validate that a validator
         * was the owner of a given key on a given session, and what the active set ID was
         * during that session.
         *
         * TWOX-NOTE: `SetId` is not under user control.
         */
        SetIdSession: StorageDescriptor<[Key: bigint], number, true, never>;
        /**
         * The current list of authorities.
         */
        Authorities: StorageDescriptor<[], Anonymize<I3geksg000c171>, false, never>;
    };
    AuthorityDiscovery: {
        /**
         * Keys of the current authority set.
         */
        Keys: StorageDescriptor<[], Anonymize<Ic5m5lp1oioo8r>, false, never>;
        /**
         * Keys of the next authority set.
         */
        NextKeys: StorageDescriptor<[], Anonymize<Ic5m5lp1oioo8r>, false, never>;
    };
    Authorship: {
        /**
         * Author of current block.
         */
        Author: StorageDescriptor<[], SS58String, true, never>;
    };
    Multisig: {
        /**
         * The set of open multisig operations.
         */
        Multisigs: StorageDescriptor<Anonymize<I8uo3fpd3bcc6f>, Anonymize<Iag146hmjgqfgj>, true, never>;
    };
    Proxy: {
        /**
         * The set of account proxies. Maps the account which has delegated to the accounts
         * which are being delegated to, together with the amount held on deposit.
         */
        Proxies: StorageDescriptor<[Key: SS58String], Anonymize<I341u1tuk05kgd>, false, never>;
        /**
         * The announcements made by the proxy (key).
         */
        Announcements: StorageDescriptor<[Key: SS58String], Anonymize<I9p9lq3rej5bhc>, false, never>;
    };
    Preimage: {
        /**
         * The request status of a given hash.
         */
        StatusFor: StorageDescriptor<[Key: SizedHex<32>], PreimageOldRequestStatus, true, never>;
        /**
         * The request status of a given hash.
         */
        RequestStatusFor: StorageDescriptor<[Key: SizedHex<32>], PreimageRequestStatus, true, never>;
        /**
        
         */
        PreimageFor: StorageDescriptor<[Key: Anonymize<I4pact7n2e9a0i>], Uint8Array, true, never>;
    };
    Scheduler: {
        /**
         * Block number at which the agenda began incomplete execution.
         */
        IncompleteSince: StorageDescriptor<[], number, true, never>;
        /**
         * Items to be executed, indexed by the block number that they should be executed on.
         */
        Agenda: StorageDescriptor<[Key: number], Anonymize<I6uujbta14o99b>, false, never>;
        /**
         * Retry configurations for items to be executed, indexed by task address.
         */
        Retries: StorageDescriptor<[Key: Anonymize<I9jd27rnpm8ttv>], Anonymize<I56u24ncejr5kt>, true, never>;
        /**
         * Lookup from a name to the block number and index of the task.
         *
         * For v3 -> v4 the previously unbounded identities are Blake2-256 hashed to form the v4
         * identities.
         */
        Lookup: StorageDescriptor<[Key: SizedHex<32>], Anonymize<I9jd27rnpm8ttv>, true, never>;
    };
    Sudo: {
        /**
         * The `AccountId` of the sudo key.
         */
        Key: StorageDescriptor<[], SS58String, true, never>;
    };
    Treasury: {
        /**
         * DEPRECATED: associated with `spend_local` call and will be removed in May 2025.
         * Refer to <https://github.com/paritytech/polkadot-sdk/pull/5961> for migration to `spend`.
         *
         * Number of proposals that have been made.
         */
        ProposalCount: StorageDescriptor<[], number, false, never>;
        /**
         * DEPRECATED: associated with `spend_local` call and will be removed in May 2025.
         * Refer to <https://github.com/paritytech/polkadot-sdk/pull/5961> for migration to `spend`.
         *
         * Proposals that have been made.
         */
        Proposals: StorageDescriptor<[Key: number], Anonymize<Iegmj7n48sc3am>, true, never>;
        /**
         * The amount which has been reported as inactive to Currency.
         */
        Deactivated: StorageDescriptor<[], bigint, false, never>;
        /**
         * DEPRECATED: associated with `spend_local` call and will be removed in May 2025.
         * Refer to <https://github.com/paritytech/polkadot-sdk/pull/5961> for migration to `spend`.
         *
         * Proposal indices that have been approved but not yet awarded.
         */
        Approvals: StorageDescriptor<[], Anonymize<Icgljjb6j82uhn>, false, never>;
        /**
         * The count of spends that have been made.
         */
        SpendCount: StorageDescriptor<[], number, false, never>;
        /**
         * Spends that have been approved and being processed.
         */
        Spends: StorageDescriptor<[Key: number], Anonymize<Ie9j1itogtv7p5>, true, never>;
        /**
         * The blocknumber for the last triggered spend period.
         */
        LastSpendPeriod: StorageDescriptor<[], number, true, never>;
    };
    ConvictionVoting: {
        /**
         * All voting for a particular voter in a particular voting class. We store the balance for the
         * number of votes that we have recorded.
         */
        VotingFor: StorageDescriptor<Anonymize<I6ouflveob4eli>, ConvictionVotingVoteVoting, false, never>;
        /**
         * The voting classes which have a non-zero lock requirement and the lock amounts which they
         * require. The actual amount locked on behalf of this pallet should always be the maximum of
         * this list.
         */
        ClassLocksFor: StorageDescriptor<[Key: SS58String], Anonymize<If9jidduiuq7vv>, false, never>;
    };
    Referenda: {
        /**
         * The next free referendum index, aka the number of referenda started so far.
         */
        ReferendumCount: StorageDescriptor<[], number, false, never>;
        /**
         * Information concerning any given referendum.
         */
        ReferendumInfoFor: StorageDescriptor<[Key: number], Anonymize<I3ujifdlke0bna>, true, never>;
        /**
         * The sorted list of referenda ready to be decided but not yet being decided, ordered by
         * conviction-weighted approvals.
         *
         * This should be empty if `DecidingCount` is less than `TrackInfo::max_deciding`.
         */
        TrackQueue: StorageDescriptor<[Key: number], Anonymize<If9jidduiuq7vv>, false, never>;
        /**
         * The number of referenda being decided currently.
         */
        DecidingCount: StorageDescriptor<[Key: number], number, false, never>;
        /**
         * The metadata is a general information concerning the referendum.
         * The `Hash` refers to the preimage of the `Preimages` provider which can be a JSON
         * dump or IPFS hash of a JSON file.
         *
         * Consider a garbage collection for a metadata of finished referendums to `unrequest` (remove)
         * large preimages.
         */
        MetadataOf: StorageDescriptor<[Key: number], SizedHex<32>, true, never>;
    };
    Origins: {
        /**
         * Number of the period in which the treasury last paid, and the planck that it paid in it.
         */
        Spent: StorageDescriptor<[], Anonymize<I4ojmnsk1dchql>, false, never>;
    };
    Parameters: {
        /**
         * Stored parameters.
         */
        Parameters: StorageDescriptor<[Key: Anonymize<I2al7mv41660il>], Anonymize<Icfki1sb0r4qi>, true, never>;
    };
    SafeMode: {
        /**
         * Contains the last block number that the safe-mode will remain entered in.
         *
         * Set to `None` when safe-mode is exited.
         *
         * Safe-mode is automatically exited when the current block number exceeds this value.
         */
        EnteredUntil: StorageDescriptor<[], number, true, never>;
        /**
         * Holds the reserve that was taken from an account at a specific block number.
         *
         * This helps governance to have an overview of outstanding deposits that should be returned or
         * slashed.
         */
        Deposits: StorageDescriptor<Anonymize<I6ouflveob4eli>, bigint, true, never>;
    };
    TxPause: {
        /**
         * The set of calls that are explicitly paused.
         */
        PausedCalls: StorageDescriptor<[Key: Anonymize<Idkbvh6dahk1v7>], null, true, never>;
    };
    Clock: {
        /**
         * Number of blocks so far in which the market was paused.
         */
        Paused: StorageDescriptor<[], number, false, never>;
    };
    Datanets: {
        /**
         * Id of the next Datanet. It only grows.
         */
        NextDatanetId: StorageDescriptor<[], number, false, never>;
        /**
         * Id of the next contribution, over all Datanets. It only grows.
         */
        NextContributionId: StorageDescriptor<[], bigint, false, never>;
        /**
         * Every Datanet ever created. Closing keeps it, since its snapshots stay in use.
         */
        Datanets: StorageDescriptor<[Key: number], Anonymize<I1la3pplo72oeu>, true, never>;
        /**
         * Curators of each Datanet, ascending. Only its owner writes them.
         */
        Curators: StorageDescriptor<[Key: number], Anonymize<Ia2lhg7l2hilo3>, false, never>;
        /**
         * Every contribution ever made.
         */
        Contributions: StorageDescriptor<[Key: bigint], Anonymize<Iead891ruqpip3>, true, never>;
        /**
         * Contributions of each Datanet in the order they were made, which is ascending by id. Readers page
         * through one Datanet with it, without looking at others.
         */
        ContributionAt: StorageDescriptor<Anonymize<I9jd27rnpm8ttv>, bigint, true, never>;
        /**
         * Contribution that occupies a root in a Datanet: pending, accepted, or removed. Rejecting or revoking
         * frees the root. Removing never frees it, so that spam cannot come back.
         */
        ByRoot: StorageDescriptor<Anonymize<I4p5t2krb1gmvp>, bigint, true, never>;
        /**
         * Contributions that the next snapshot of each Datanet would freeze, ascending.
         */
        Accepted: StorageDescriptor<[Key: number], Anonymize<Iafqnechp3omqg>, false, never>;
        /**
         * Open flag of a contribution, until it is decided or cleared.
         */
        Flags: StorageDescriptor<[Key: bigint], Anonymize<Icbd3lsapvdkgs>, true, never>;
        /**
         * Published snapshots. Each is written once and never changed.
         */
        Snapshots: StorageDescriptor<Anonymize<I9jd27rnpm8ttv>, Anonymize<I14pmqkpq31e9m>, true, never>;
        /**
         * Commitments of each account, by their hashes.
         */
        Commitments: StorageDescriptor<Anonymize<I8uo3fpd3bcc6f>, Anonymize<I94q7bri7tunct>, true, never>;
        /**
         * Number of commitments of each account.
         */
        CommitmentCount: StorageDescriptor<[Key: SS58String], number, false, never>;
        /**
         * Author of each root that is pending or accepted in some Datanet.
         */
        Roots: StorageDescriptor<[Key: SizedHex<32>], Anonymize<Icm6uc3g1v4776>, true, never>;
        /**
         * Number of pending contributions of each account in each Datanet.
         */
        PendingOf: StorageDescriptor<Anonymize<I7svnfko10tq2e>, number, false, never>;
        /**
         * Curator that accepted each accepted contribution, where one did.
         */
        Acceptors: StorageDescriptor<[Key: bigint], SS58String, true, never>;
        /**
         * Bonds of curators in each Datanet.
         */
        CuratorStakes: StorageDescriptor<Anonymize<I7svnfko10tq2e>, Anonymize<Ic1lpcme51hr2i>, true, never>;
        /**
         * Curators' verdicts on flags, until they are carried out.
         */
        Verdicts: StorageDescriptor<[Key: bigint], Anonymize<Ie8ugkvnh355rb>, true, never>;
        /**
         * Demands for a jury about a flag, until it is concluded.
         */
        Appeals: StorageDescriptor<[Key: bigint], Anonymize<Ibka1cha88c1q2>, true, never>;
        /**
         * Deposit for each snapshot published since there are such deposits.
         */
        SnapshotDeposits: StorageDescriptor<Anonymize<I9jd27rnpm8ttv>, Anonymize<I4rv8lpgam27d5>, true, never>;
        /**
         * Account that a Datanet is offered to.
         */
        OfferedTo: StorageDescriptor<[Key: number], SS58String, true, never>;
        /**
         * Block in which the owner or a curator of a Datanet did something last.
         */
        LastAct: StorageDescriptor<[Key: number], number, true, never>;
    };
    Models: {
        /**
         * Id of the next model. It only grows.
         */
        NextModelId: StorageDescriptor<[], number, false, never>;
        /**
         * Every model ever registered.
         */
        Models: StorageDescriptor<[Key: number], Anonymize<Ia4jlo0lji8v8j>, true, never>;
        /**
         * Claim of the registrant of each base model registered since claims are noted.
         */
        Claims: StorageDescriptor<[Key: number], Anonymize<I90poism2cv3nj>, true, never>;
        /**
         * Open contest for a base model, until it is decided or cleared.
         */
        Contests: StorageDescriptor<[Key: number], Anonymize<I7hn6l7d8cj65q>, true, never>;
        /**
         * Base model with these bytes, so that none is registered twice. Each entry is written once.
         */
        BaseByRoot: StorageDescriptor<[Key: SizedHex<32>], number, true, never>;
    };
    ModelFactory: {
        /**
         * Id of the next job. Ids count up and are never reused.
         */
        NextJob: StorageDescriptor<[], bigint, false, never>;
        /**
         * Every job that is not over, and the newest [`Config::KeepFinished`] that are.
         */
        Jobs: StorageDescriptor<[Key: bigint], Anonymize<I6e3jo8osjm3fp>, true, never>;
        /**
         * Planck on hold of a builder, beside a job's escrow, for the record of the model that the job is to
         * make. Jobs that are older than this deposit have none.
         */
        ModelDeposits: StorageDescriptor<[Key: bigint], bigint, false, never>;
        /**
         * Jobs that wait for a provider, ascending, so oldest first.
         */
        OpenJobs: StorageDescriptor<[], Anonymize<Iafqnechp3omqg>, false, never>;
        /**
         * Number of claimed jobs. Open and claimed jobs together never exceed [`Config::MaxOpenJobs`], so that a
         * claimed job that goes back always finds room in [`OpenJobs`].
         */
        ClaimedJobs: StorageDescriptor<[], number, false, never>;
        /**
         * Finished jobs by position, oldest first. The oldest is the next to be dropped.
         */
        Finished: StorageDescriptor<[Key: bigint], bigint, true, never>;
        /**
         * Range of positions in use in [`Finished`].
         */
        FinishedPositions: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
        /**
         * Providers by stash, from registration until they leave.
         */
        Providers: StorageDescriptor<[Key: SS58String], Anonymize<Idsav5j3ne8iq>, true, never>;
        /**
         * Stash behind each worker key, as long as its provider is registered.
         */
        Workers: StorageDescriptor<[Key: SS58String], SS58String, true, never>;
        /**
         * Workers that a provider replaced, the oldest first: what they signed convicts it all the same.
         */
        FormerWorkers: StorageDescriptor<[Key: SS58String], Anonymize<Iaeg7p09e3omlp>, false, never>;
        /**
         * Stashes of providers that are not leaving, by seat, from 0 without a gap: chance picks from them.
         */
        Seats: StorageDescriptor<[Key: number], SS58String, true, never>;
        /**
         * Number of seats taken in [`Seats`].
         */
        SeatsTaken: StorageDescriptor<[], number, false, never>;
        /**
         * What is noted of each job that is not over.
         */
        Notes: StorageDescriptor<[Key: bigint], Anonymize<I3l6tu1b2c0h5b>, false, never>;
        /**
         * Offers of the jobs that wait for a provider, those that pay most for a token first.
         */
        Offers: StorageDescriptor<[], Anonymize<Icc6fijenc5d38>, false, never>;
        /**
         * Number of jobs of each builder that wait for a provider.
         */
        OpenOf: StorageDescriptor<[Key: SS58String], number, false, never>;
        /**
         * Where each adapter that was ever published comes from.
         */
        Adapters: StorageDescriptor<[Key: SizedHex<32>], Anonymize<I7cmq528bbenmk>, true, never>;
        /**
         * Confirmations of results that are not paid yet. A result of which nobody has spoken has none.
         */
        Confirmations: StorageDescriptor<[Key: bigint], Anonymize<I12d4tfk2eqt4v>, true, never>;
        /**
         * Planck on hold of builders who asked for a confirmation, by job.
         */
        Asked: StorageDescriptor<[Key: bigint], bigint, true, never>;
        /**
         * Jobs that a provider was drawn to repeat, and has not revealed anything about yet.
         */
        Repetitions: StorageDescriptor<Anonymize<I95l2k9b1re95f>, null, true, never>;
        /**
         * Draws to come, in the order of their blocks.
         */
        DrawQueue: StorageDescriptor<[Key: bigint], Anonymize<I9pb8t3i9trq7o>, true, never>;
        /**
         * Range of positions in use in [`DrawQueue`].
         */
        DrawPositions: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
        /**
         * Randomness of the blocks since the first draw that waits, mixed.
         */
        Mix: StorageDescriptor<[], SizedHex<32>, false, never>;
    };
    Attribution: {
        /**
         * Number of the next session. It only grows, so a number is never used twice.
         */
        NextSession: StorageDescriptor<[], bigint, false, never>;
        /**
         * Open sessions. Written by their users and providers, removed when they close.
         */
        Sessions: StorageDescriptor<[Key: bigint], Anonymize<I2972s05gso9bu>, true, never>;
        /**
         * Planck that each account can claim. Credited by the division of settlements, by rulings and by other
         * pallets, removed by its claim.
         */
        Earnings: StorageDescriptor<[Key: SS58String], bigint, false, never>;
        /**
         * Influence of each contribution on a model. Written when settlements are divided, never removed; at
         * most as many a model as its snapshots hold contributions.
         */
        Influence: StorageDescriptor<Anonymize<I4ojmnsk1dchql>, Anonymize<Iet9d8egmjnmbs>, false, never>;
        /**
         * Influence of each contribution to a Datanet on all models. Written with [`Influence`], never removed.
         */
        DatanetInfluence: StorageDescriptor<Anonymize<I4ojmnsk1dchql>, Anonymize<Iet9d8egmjnmbs>, false, never>;
        /**
         * Influence of each contributor on a model. Written with [`Influence`], never removed.
         */
        ContributorModels: StorageDescriptor<Anonymize<I6ouflveob4eli>, Anonymize<Iet9d8egmjnmbs>, false, never>;
        /**
         * Influence of each contributor's part of a Datanet. Written with [`Influence`], never removed.
         */
        ContributorDatanets: StorageDescriptor<Anonymize<I6ouflveob4eli>, Anonymize<Iet9d8egmjnmbs>, false, never>;
        /**
         * Contributors who earned most with a model.
         */
        ModelBoards: StorageDescriptor<[Key: number], Anonymize<Iba9inugg1atvo>, false, never>;
        /**
         * Contributors who earned most with a Datanet.
         */
        DatanetBoards: StorageDescriptor<[Key: number], Anonymize<Iba9inugg1atvo>, false, never>;
        /**
         * Settlements by session and number. Written when they are made, removed when they are divided: once
         * their window is over and no challenge needs them.
         */
        Settlements: StorageDescriptor<Anonymize<I6cs1itejju2vv>, Anonymize<I1trc5bug4hhf9>, true, never>;
        /**
         * Settlements in the order in which their windows end. One whose ruling came after its window is put at
         * the head, or at the end where no position before the head is free.
         */
        Expiring: StorageDescriptor<[Key: bigint], Anonymize<I6cs1itejju2vv>, true, never>;
        /**
         * Positions in use in [`Expiring`].
         */
        ExpiryQueue: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
        /**
         * Liability of each provider: what it may still have to answer for. Removed when that is nothing.
         */
        Liable: StorageDescriptor<[Key: SS58String], Anonymize<Ieffadgct51dml>, true, never>;
        /**
         * Planck in the purse that pays audits: what it was given, and a part of the platform's share of what
         * was divided and of what rulings of audits took.
         */
        AuditPurse: StorageDescriptor<[], bigint, false, never>;
        /**
         * Totals of everything that ever passed through the pallet's account.
         */
        Books: StorageDescriptor<[], Anonymize<I1loffqf57nmhh>, false, never>;
    };
    Disputes: {
        /**
         * Number of the next challenge. It only grows, so a number is never used twice.
         */
        NextChallenge: StorageDescriptor<[], bigint, false, never>;
        /**
         * Challenges that are not resolved.
         */
        Challenges: StorageDescriptor<[Key: bigint], Anonymize<I3a4imq6bjckff>, true, never>;
        /**
         * Numbers of the challenges that are not resolved, as big-endian bytes, so that they are read in order.
         */
        Open: StorageDescriptor<[Key: SizedHex<8>], null, true, never>;
        /**
         * Challenges that are not resolved, by settlement and what they ask about it: no two ask the same.
         */
        Questions: StorageDescriptor<Anonymize<I6jj4sm1h2ssi8>, bigint, true, never>;
        /**
         * Questions that cannot be asked again but with a receipt, by settlement, for as long as that is kept.
         */
        Closed: StorageDescriptor<[Key: Anonymize<I6cs1itejju2vv>], Anonymize<Ia6ot3lp1t9qpm>, false, never>;
        /**
         * How many open challenges each challenger has.
         */
        OpenBy: StorageDescriptor<[Key: SS58String], number, false, never>;
        /**
         * Open challenges by the stash of the accused.
         */
        Against: StorageDescriptor<Anonymize<I95l2k9b1re95f>, null, true, never>;
        /**
         * How many open challenges are against each provider.
         */
        OpenAgainst: StorageDescriptor<[Key: SS58String], number, false, never>;
        /**
         * Draws of verifiers, by challenge, until it is resolved.
         */
        Draws: StorageDescriptor<[Key: bigint], Anonymize<Iead7mdadh2hkb>, true, never>;
        /**
         * Challenges that a provider was drawn for, by its stash, until the round is over.
         */
        Duties: StorageDescriptor<Anonymize<I95l2k9b1re95f>, null, true, never>;
        /**
         * What verifiers have committed to, by challenge and stash, until the round is over.
         */
        Commitments: StorageDescriptor<Anonymize<I96rqo4i9p11oo>, SizedHex<32>, true, never>;
        /**
         * Randomness of the blocks since challenges wait for a draw, mixed into what was mixed before.
         */
        Mix: StorageDescriptor<[], SizedHex<32>, false, never>;
        /**
         * Challenges that wait for a draw, with the first block in which it can be made.
         */
        DrawQueue: StorageDescriptor<[Key: bigint], Anonymize<I6cs1itejju2vv>, true, never>;
        /**
         * Positions in that queue.
         */
        DrawPositions: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
        /**
         * Answers laid open, by challenge, until it is resolved.
         */
        OpenedAnswers: StorageDescriptor<[Key: bigint], Anonymize<I8jnhoagb9djqd>, true, never>;
        /**
         * Hashes of receipts that the accused's worker signed for a doubted answer, by challenge, until it is
         * resolved. One a challenge.
         */
        PresentedReceipts: StorageDescriptor<[Key: bigint], SizedHex<32>, true, never>;
        /**
         * Findings that verifiers have revealed, by challenge and stash, until the round is over; at most
         * [`MAX_DRAWN`] a challenge.
         */
        Votes: StorageDescriptor<Anonymize<I96rqo4i9p11oo>, Anonymize<I835kgo4227pfs>, true, never>;
        /**
         * Settlements of which chance has not decided yet whether they are audited, in the order in which they
         * were made, with the first block in which it can.
         */
        AuditQueue: StorageDescriptor<[Key: bigint], Anonymize<Iilpsjpsgmkpu>, true, never>;
        /**
         * Positions in that queue.
         */
        AuditPositions: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
        /**
         * Planck set aside of the purse for each open audit, by the number that it has as a challenge; nothing
         * for that of a sum, which the chain judges alone.
         */
        Audits: StorageDescriptor<[Key: bigint], bigint, true, never>;
        /**
         * Planck set aside for all open audits.
         */
        AuditFees: StorageDescriptor<[], bigint, false, never>;
        /**
         * Settlements that chance has had audited, for as long as they are kept: a lie in one costs more.
         */
        Audited: StorageDescriptor<[Key: Anonymize<I6cs1itejju2vv>], null, true, never>;
        /**
         * Open audits in the order in which blocks look whether they are due.
         */
        AuditTurn: StorageDescriptor<[Key: bigint], bigint, true, never>;
        /**
         * Positions in that order.
         */
        AuditTurns: StorageDescriptor<[], Anonymize<Id48k2rnssf8c9>, false, never>;
    };
};
type ICalls = {
    System: {
        /**
         * Make some on-chain remark.
         *
         * Can be executed by every `origin`.
         */
        remark: TxDescriptor<Anonymize<I8ofcg5rbj0g2c>>;
        /**
         * Set the number of pages in the WebAssembly environment's heap.
         */
        set_heap_pages: TxDescriptor<Anonymize<I4adgbll7gku4i>>;
        /**
         * Set the new runtime code.
         */
        set_code: TxDescriptor<Anonymize<I6pjjpfvhvcfru>>;
        /**
         * Set the new runtime code without doing any checks of the given `code`.
         *
         * Note that runtime upgrades will not run if this is called with a not-increasing spec
         * version!
         */
        set_code_without_checks: TxDescriptor<Anonymize<I6pjjpfvhvcfru>>;
        /**
         * Set some items of storage.
         */
        set_storage: TxDescriptor<Anonymize<I9pj91mj79qekl>>;
        /**
         * Kill some items from storage.
         */
        kill_storage: TxDescriptor<Anonymize<I39uah9nss64h9>>;
        /**
         * Kill all storage items with a key that starts with the given prefix.
         *
         * **NOTE:** We rely on the Root origin to provide us the number of subkeys under
         * the prefix we are removing to accurately calculate the weight of this function.
         */
        kill_prefix: TxDescriptor<Anonymize<Ik64dknsq7k08>>;
        /**
         * Make some on-chain remark and emit event.
         */
        remark_with_event: TxDescriptor<Anonymize<I8ofcg5rbj0g2c>>;
        /**
         * Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied
         * later.
         *
         * This call requires Root origin.
         */
        authorize_upgrade: TxDescriptor<Anonymize<Ib51vk42m1po4n>>;
        /**
         * Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied
         * later.
         *
         * WARNING: This authorizes an upgrade that will take place without any safety checks, for
         * example that the spec name remains the same and that the version number increases. Not
         * recommended for normal use. Use `authorize_upgrade` instead.
         *
         * This call requires Root origin.
         */
        authorize_upgrade_without_checks: TxDescriptor<Anonymize<Ib51vk42m1po4n>>;
        /**
         * Provide the preimage (runtime binary) `code` for an upgrade that has been authorized.
         *
         * If the authorization required a version check, this call will ensure the spec name
         * remains unchanged and that the spec version has increased.
         *
         * Depending on the runtime's `OnSetCode` configuration, this function may directly apply
         * the new `code` in the same block or attempt to schedule the upgrade.
         *
         * All origins are allowed.
         */
        apply_authorized_upgrade: TxDescriptor<Anonymize<I6pjjpfvhvcfru>>;
    };
    Timestamp: {
        /**
         * Set the current time.
         *
         * This call should be invoked exactly once per block. It will panic at the finalization
         * phase, if this call hasn't been invoked by that time.
         *
         * The timestamp should be greater than the previous one by the amount specified by
         * [`Config::MinimumPeriod`].
         *
         * The dispatch origin for this call must be _None_.
         *
         * This dispatch class is _Mandatory_ to ensure it gets executed in the block. Be aware
         * that changing the complexity of this call could result exhausting the resources in a
         * block to execute any other calls.
         *
         * ## Complexity
         * - `O(1)` (Note that implementations of `OnTimestampSet` must also be `O(1)`)
         * - 1 storage read and 1 storage mutation (codec `O(1)` because of `DidUpdate::take` in
         * `on_finalize`)
         * - 1 event handler `on_timestamp_set`. Must be `O(1)`.
         */
        set: TxDescriptor<Anonymize<Idcr6u6361oad9>>;
    };
    Babe: {
        /**
         * Report authority equivocation/misbehavior. This method will verify
         * the equivocation proof and validate the given key ownership proof
         * against the extracted offender. If both are valid, the offence will
         * be reported.
         */
        report_equivocation: TxDescriptor<Anonymize<I1a04b7hp13v4p>>;
        /**
         * Report authority equivocation/misbehavior. This method will verify
         * the equivocation proof and validate the given key ownership proof
         * against the extracted offender. If both are valid, the offence will
         * be reported.
         * This extrinsic must be called unsigned and it is expected that only
         * block authors will call it (validated in `ValidateUnsigned`), as such
         * if the block author is defined it will be defined as the equivocation
         * reporter.
         */
        report_equivocation_unsigned: TxDescriptor<Anonymize<I1a04b7hp13v4p>>;
        /**
         * Plan an epoch config change. The epoch config change is recorded and will be enacted on
         * the next call to `enact_epoch_change`. The config will be activated one epoch after.
         * Multiple calls to this method will replace any existing planned config change that had
         * not been enacted yet.
         */
        plan_config_change: TxDescriptor<Anonymize<I9fin09kkg0jaj>>;
    };
    Balances: {
        /**
         * Transfer some liquid free balance to another account.
         *
         * `transfer_allow_death` will set the `FreeBalance` of the sender and receiver.
         * If the sender's account is below the existential deposit as a result
         * of the transfer, the account will be reaped.
         *
         * The dispatch origin for this call must be `Signed` by the transactor.
         */
        transfer_allow_death: TxDescriptor<Anonymize<I4ktuaksf5i1gk>>;
        /**
         * Exactly as `transfer_allow_death`, except the origin must be root and the source account
         * may be specified.
         */
        force_transfer: TxDescriptor<Anonymize<I9bqtpv2ii35mp>>;
        /**
         * Same as the [`transfer_allow_death`] call, but with a check that the transfer will not
         * kill the origin account.
         *
         * 99% of the time you want [`transfer_allow_death`] instead.
         *
         * [`transfer_allow_death`]: struct.Pallet.html#method.transfer
         */
        transfer_keep_alive: TxDescriptor<Anonymize<I4ktuaksf5i1gk>>;
        /**
         * Transfer the entire transferable balance from the caller account.
         *
         * NOTE: This function only attempts to transfer _transferable_ balances. This means that
         * any locked, reserved, or existential deposits (when `keep_alive` is `true`), will not be
         * transferred by this function. To ensure that this function results in a killed account,
         * you might need to prepare the account by removing any reference counters, storage
         * deposits, etc...
         *
         * The dispatch origin of this call must be Signed.
         *
         * - `dest`: The recipient of the transfer.
         * - `keep_alive`: A boolean to determine if the `transfer_all` operation should send all
         * of the funds the account has, causing the sender account to be killed (false), or
         * transfer everything except at least the existential deposit, which will guarantee to
         * keep the sender account alive (true).
         */
        transfer_all: TxDescriptor<Anonymize<I9j7pagd6d4bda>>;
        /**
         * Unreserve some balance from a user by force.
         *
         * Can only be called by ROOT.
         */
        force_unreserve: TxDescriptor<Anonymize<I2h9pmio37r7fb>>;
        /**
         * Upgrade a specified account.
         *
         * - `origin`: Must be `Signed`.
         * - `who`: The account to be upgraded.
         *
         * This will waive the transaction fee if at least all but 10% of the accounts needed to
         * be upgraded. (We let some not have to be upgraded just in order to allow for the
         * possibility of churn).
         */
        upgrade_accounts: TxDescriptor<Anonymize<Ibmr18suc9ikh9>>;
        /**
         * Set the regular balance of a given account.
         *
         * The dispatch origin for this call is `root`.
         */
        force_set_balance: TxDescriptor<Anonymize<I9iq22t0burs89>>;
        /**
         * Adjust the total issuance in a saturating way.
         *
         * Can only be called by root and always needs a positive `delta`.
         *
         * # Example
         */
        force_adjust_total_issuance: TxDescriptor<Anonymize<I5u8olqbbvfnvf>>;
        /**
         * Burn the specified liquid free balance from the origin account.
         *
         * If the origin's account ends up below the existential deposit as a result
         * of the burn and `keep_alive` is false, the account will be reaped.
         *
         * Unlike sending funds to a _burn_ address, which merely makes the funds inaccessible,
         * this `burn` operation will reduce total issuance by the amount _burned_.
         */
        burn: TxDescriptor<Anonymize<I5utcetro501ir>>;
    };
    Validators: {
        /**
         * Makes the caller a candidate with `bond` planck of its own. It needs session keys.
         */
        join: TxDescriptor<Anonymize<Ialpmgmhr3gk5r>>;
        /**
         * Changes the caller's commission: from this block on if it falls or nobody delegates to the caller,
         * else after `CommissionNotice` sessions.
         */
        set_commission: TxDescriptor<Anonymize<I7ffhplka9c7bk>>;
        /**
         * Makes the caller, an idle validator, a candidate again.
         */
        rejoin: TxDescriptor<undefined>;
        /**
         * Adds `amount` planck of the caller's to a candidate's pool. A validator adds to its own bond this
         * way.
         */
        delegate: TxDescriptor<Anonymize<Ib97sstuhuq8i0>>;
        /**
         * Unbonds `amount` planck of the caller's stake with a validator, or all of it if it is worth no
         * more.
         */
        undelegate: TxDescriptor<Anonymize<Ib97sstuhuq8i0>>;
        /**
         * Returns everything of the caller's that has finished unbonding.
         */
        withdraw: TxDescriptor<undefined>;
        /**
         * Moves what the caller has earned in a validator's pool to its free balance.
         */
        claim: TxDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * Takes the caller out of the candidates and unbonds its own bond. It serves until the end of the
         * next session; keep its node running until then.
         */
        leave: TxDescriptor<undefined>;
        /**
         * Removes the caller's session keys and returns the deposit for them, once no planned session needs
         * them.
         */
        purge_keys: TxDescriptor<undefined>;
        /**
         * Lifts every slash that waits for a validator, and its cool-down: for governance, when a report was
         * a mistake.
         */
        cancel_slash: TxDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * Takes from a delegator's stake what it answers for. Anybody may call it; without it, the delegator
         * pays when it next touches its stake.
         */
        apply_slash: TxDescriptor<Anonymize<I5rh7brfh4jg1k>>;
    };
    Session: {
        /**
         * Sets the session key(s) of the function caller to `keys`.
         *
         * Allows an account to set its session key prior to becoming a validator.
         * This doesn't take effect until the next session.
         *
         * - `origin`: The dispatch origin of this function must be signed.
         * - `keys`: The new session keys to set. These are the public keys of all sessions keys
         * setup in the runtime.
         * - `proof`: The proof that `origin` has access to the private keys of `keys`. See
         * [`impl_opaque_keys`](sp_runtime::impl_opaque_keys) for more information about the
         * proof format.
         */
        set_keys: TxDescriptor<Anonymize<Idfok8csl12drp>>;
        /**
         * Removes any session key(s) of the function caller.
         *
         * This doesn't take effect until the next session.
         *
         * The dispatch origin of this function must be Signed and the account must be either be
         * convertible to a validator ID using the chain's typical addressing system (this usually
         * means being a controller account) or directly convertible into a validator ID (which
         * usually means being a stash account).
         */
        purge_keys: TxDescriptor<undefined>;
    };
    Grandpa: {
        /**
         * Report voter equivocation/misbehavior. This method will verify the
         * equivocation proof and validate the given key ownership proof
         * against the extracted offender. If both are valid, the offence
         * will be reported.
         */
        report_equivocation: TxDescriptor<Anonymize<I3m3k5vaeoocbr>>;
        /**
         * Report voter equivocation/misbehavior. This method will verify the
         * equivocation proof and validate the given key ownership proof
         * against the extracted offender. If both are valid, the offence
         * will be reported.
         *
         * This extrinsic must be called unsigned and it is expected that only
         * block authors will call it (validated in `ValidateUnsigned`), as such
         * if the block author is defined it will be defined as the equivocation
         * reporter.
         */
        report_equivocation_unsigned: TxDescriptor<Anonymize<I3m3k5vaeoocbr>>;
        /**
         * Note that the current authority set of the GRANDPA finality gadget has stalled.
         *
         * This will trigger a forced authority set change at the beginning of the next session, to
         * be enacted `delay` blocks after that. The `delay` should be high enough to safely assume
         * that the block signalling the forced change will not be re-orged e.g. 1000 blocks.
         * The block production rate (which may be slowed down because of finality lagging) should
         * be taken into account when choosing the `delay`. The GRANDPA voters based on the new
         * authority will start voting on top of `best_finalized_block_number` for new finalized
         * blocks. `best_finalized_block_number` should be the highest of the latest finalized
         * block of all validators of the new authority set.
         *
         * Only callable by root.
         */
        note_stalled: TxDescriptor<Anonymize<I2hviml3snvhhn>>;
    };
    Utility: {
        /**
         * Send a batch of dispatch calls.
         *
         * May be called from any origin except `None`.
         *
         * - `calls`: The calls to be dispatched from the same origin. The number of call must not
         * exceed the constant: `batched_calls_limit` (available in constant metadata).
         *
         * If origin is root then the calls are dispatched without checking origin filter. (This
         * includes bypassing `frame_system::Config::BaseCallFilter`).
         *
         * ## Complexity
         * - O(C) where C is the number of calls to be batched.
         *
         * This will return `Ok` in all circumstances. To determine the success of the batch, an
         * event is deposited. If a call failed and the batch was interrupted, then the
         * `BatchInterrupted` event is deposited, along with the number of successful calls made
         * and the error of the failed call. If all were successful, then the `BatchCompleted`
         * event is deposited.
         */
        batch: TxDescriptor<Anonymize<I1i2qgmqh0ltsc>>;
        /**
         * Send a call through an indexed pseudonym of the sender.
         *
         * Filter from origin are passed along. The call will be dispatched with an origin which
         * use the same filter as the origin of this call.
         *
         * NOTE: If you need to ensure that any account-based filtering is not honored (i.e.
         * because you expect `proxy` to have been used prior in the call stack and you do not want
         * the call restrictions to apply to any sub-accounts), then use `as_multi_threshold_1`
         * in the Multisig pallet instead.
         *
         * NOTE: Prior to version *12, this was called `as_limited_sub`.
         *
         * The dispatch origin for this call must be _Signed_.
         */
        as_derivative: TxDescriptor<Anonymize<I4416babaul3es>>;
        /**
         * Send a batch of dispatch calls and atomically execute them.
         * The whole transaction will rollback and fail if any of the calls failed.
         *
         * May be called from any origin except `None`.
         *
         * - `calls`: The calls to be dispatched from the same origin. The number of call must not
         * exceed the constant: `batched_calls_limit` (available in constant metadata).
         *
         * If origin is root then the calls are dispatched without checking origin filter. (This
         * includes bypassing `frame_system::Config::BaseCallFilter`).
         *
         * ## Complexity
         * - O(C) where C is the number of calls to be batched.
         */
        batch_all: TxDescriptor<Anonymize<I1i2qgmqh0ltsc>>;
        /**
         * Dispatches a function call with a provided origin.
         *
         * The dispatch origin for this call must be _Root_.
         *
         * ## Complexity
         * - O(1).
         */
        dispatch_as: TxDescriptor<Anonymize<Ievfspnf9aq9mp>>;
        /**
         * Send a batch of dispatch calls.
         * Unlike `batch`, it allows errors and won't interrupt.
         *
         * May be called from any origin except `None`.
         *
         * - `calls`: The calls to be dispatched from the same origin. The number of call must not
         * exceed the constant: `batched_calls_limit` (available in constant metadata).
         *
         * If origin is root then the calls are dispatch without checking origin filter. (This
         * includes bypassing `frame_system::Config::BaseCallFilter`).
         *
         * ## Complexity
         * - O(C) where C is the number of calls to be batched.
         */
        force_batch: TxDescriptor<Anonymize<I1i2qgmqh0ltsc>>;
        /**
         * Dispatch a function call with a specified weight.
         *
         * This function does not check the weight of the call, and instead allows the
         * Root origin to specify the weight of the call.
         *
         * The dispatch origin for this call must be _Root_.
         */
        with_weight: TxDescriptor<Anonymize<I3ab4jkji10evv>>;
        /**
         * Dispatch a fallback call in the event the main call fails to execute.
         * May be called from any origin except `None`.
         *
         * This function first attempts to dispatch the `main` call.
         * If the `main` call fails, the `fallback` is attemted.
         * if the fallback is successfully dispatched, the weights of both calls
         * are accumulated and an event containing the main call error is deposited.
         *
         * In the event of a fallback failure the whole call fails
         * with the weights returned.
         *
         * - `main`: The main call to be dispatched. This is the primary action to execute.
         * - `fallback`: The fallback call to be dispatched in case the `main` call fails.
         *
         * ## Dispatch Logic
         * - If the origin is `root`, both the main and fallback calls are executed without
         * applying any origin filters.
         * - If the origin is not `root`, the origin filter is applied to both the `main` and
         * `fallback` calls.
         *
         * ## Use Case
         * - Some use cases might involve submitting a `batch` type call in either main, fallback
         * or both.
         */
        if_else: TxDescriptor<Anonymize<Ibjtbbh2fnmcok>>;
        /**
         * Dispatches a function call with a provided origin.
         *
         * Almost the same as [`Pallet::dispatch_as`] but forwards any error of the inner call.
         *
         * The dispatch origin for this call must be _Root_.
         */
        dispatch_as_fallible: TxDescriptor<Anonymize<Ievfspnf9aq9mp>>;
    };
    Multisig: {
        /**
         * Immediately dispatch a multi-signature call using a single approval from the caller.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * - `other_signatories`: The accounts (other than the sender) who are part of the
         * multi-signature, but do not participate in the approval process.
         * - `call`: The call to be executed.
         *
         * Result is equivalent to the dispatched result.
         *
         * ## Complexity
         * O(Z + C) where Z is the length of the call and C its execution weight.
         */
        as_multi_threshold_1: TxDescriptor<Anonymize<Ict3p9gnol6f6a>>;
        /**
         * Register approval for a dispatch to be made from a deterministic composite account if
         * approved by a total of `threshold - 1` of `other_signatories`.
         *
         * **If the approval threshold is met (including the sender's approval), this will
         * immediately execute the call.** This is the only way to execute a multisig call -
         * `approve_as_multi` will never trigger execution.
         *
         * Payment: `DepositBase` will be reserved if this is the first approval, plus
         * `threshold` times `DepositFactor`. It is returned once this dispatch happens or
         * is cancelled.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * - `threshold`: The total number of approvals for this dispatch before it is executed.
         * - `other_signatories`: The accounts (other than the sender) who can approve this
         * dispatch. May not be empty.
         * - `maybe_timepoint`: If this is the first approval, then this must be `None`. If it is
         * not the first approval, then it must be `Some`, with the timepoint (block number and
         * transaction index) of the first approval transaction.
         * - `call`: The call to be executed.
         *
         * NOTE: For intermediate approvals (not the final approval), you should generally use
         * `approve_as_multi` instead, since it only requires a hash of the call and is more
         * efficient.
         *
         * Result is equivalent to the dispatched result if `threshold` is exactly `1`. Otherwise
         * on success, result is `Ok` and the result from the interior call, if it was executed,
         * may be found in the deposited `MultisigExecuted` event.
         *
         * ## Complexity
         * - `O(S + Z + Call)`.
         * - Up to one balance-reserve or unreserve operation.
         * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
         * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
         * - One call encode & hash, both of complexity `O(Z)` where `Z` is tx-len.
         * - One encode & hash, both of complexity `O(S)`.
         * - Up to one binary search and insert (`O(logS + S)`).
         * - I/O: 1 read `O(S)`, up to 1 mutate `O(S)`. Up to one remove.
         * - One event.
         * - The weight of the `call`.
         * - Storage: inserts one item, value size bounded by `MaxSignatories`, with a deposit
         * taken for its lifetime of `DepositBase + threshold * DepositFactor`.
         */
        as_multi: TxDescriptor<Anonymize<I4bvd68f10akgn>>;
        /**
         * Register approval for a dispatch to be made from a deterministic composite account if
         * approved by a total of `threshold - 1` of `other_signatories`.
         *
         * **This function will NEVER execute the call, even if the approval threshold is
         * reached.** It only registers approval. To actually execute the call, `as_multi` must
         * be called with the full call data by any of the signatories.
         *
         * This function is more efficient than `as_multi` for intermediate approvals since it
         * only requires the call hash, not the full call data.
         *
         * Payment: `DepositBase` will be reserved if this is the first approval, plus
         * `threshold` times `DepositFactor`. It is returned once this dispatch happens or
         * is cancelled.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * - `threshold`: The total number of approvals for this dispatch before it is executed.
         * - `other_signatories`: The accounts (other than the sender) who can approve this
         * dispatch. May not be empty.
         * - `maybe_timepoint`: If this is the first approval, then this must be `None`. If it is
         * not the first approval, then it must be `Some`, with the timepoint (block number and
         * transaction index) of the first approval transaction.
         * - `call_hash`: The hash of the call to be executed.
         *
         * NOTE: To execute the call after approvals are gathered, any signatory must call
         * `as_multi` with the full call data. This function cannot execute the call.
         *
         * ## Complexity
         * - `O(S)`.
         * - Up to one balance-reserve or unreserve operation.
         * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
         * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
         * - One encode & hash, both of complexity `O(S)`.
         * - Up to one binary search and insert (`O(logS + S)`).
         * - I/O: 1 read `O(S)`, up to 1 mutate `O(S)`. Up to one remove.
         * - One event.
         * - Storage: inserts one item, value size bounded by `MaxSignatories`, with a deposit
         * taken for its lifetime of `DepositBase + threshold * DepositFactor`.
         */
        approve_as_multi: TxDescriptor<Anonymize<Ideaemvoneh309>>;
        /**
         * Cancel a pre-existing, on-going multisig transaction. Any deposit reserved previously
         * for this operation will be unreserved on success.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * - `threshold`: The total number of approvals for this dispatch before it is executed.
         * - `other_signatories`: The accounts (other than the sender) who can approve this
         * dispatch. May not be empty.
         * - `timepoint`: The timepoint (block number and transaction index) of the first approval
         * transaction for this dispatch.
         * - `call_hash`: The hash of the call to be executed.
         *
         * ## Complexity
         * - `O(S)`.
         * - Up to one balance-reserve or unreserve operation.
         * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
         * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
         * - One encode & hash, both of complexity `O(S)`.
         * - One event.
         * - I/O: 1 read `O(S)`, one remove.
         * - Storage: removes one item.
         */
        cancel_as_multi: TxDescriptor<Anonymize<I3d9o9d7epp66v>>;
        /**
         * Poke the deposit reserved for an existing multisig operation.
         *
         * The dispatch origin for this call must be _Signed_ and must be the original depositor of
         * the multisig operation.
         *
         * The transaction fee is waived if the deposit amount has changed.
         *
         * - `threshold`: The total number of approvals needed for this multisig.
         * - `other_signatories`: The accounts (other than the sender) who are part of the
         * multisig.
         * - `call_hash`: The hash of the call this deposit is reserved for.
         *
         * Emits `DepositPoked` if successful.
         */
        poke_deposit: TxDescriptor<Anonymize<I6lqh1vgb4mcja>>;
    };
    Proxy: {
        /**
         * Dispatch the given `call` from an account that the sender is authorised for through
         * `add_proxy`.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `real`: The account that the proxy will make a call on behalf of.
         * - `force_proxy_type`: Specify the exact proxy type to be used and checked for this call.
         * - `call`: The call to be made by the `real` account.
         */
        proxy: TxDescriptor<Anonymize<I3jbru7hmrn81l>>;
        /**
         * Register a proxy account for the sender that is able to make calls on its behalf.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `proxy`: The account that the `caller` would like to make a proxy.
         * - `proxy_type`: The permissions allowed for this proxy account.
         * - `delay`: The announcement period required of the initial proxy. Will generally be
         * zero.
         */
        add_proxy: TxDescriptor<Anonymize<I1qgtc6s6ek0vt>>;
        /**
         * Unregister a proxy account for the sender.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `proxy`: The account that the `caller` would like to remove as a proxy.
         * - `proxy_type`: The permissions currently enabled for the removed proxy account.
         */
        remove_proxy: TxDescriptor<Anonymize<I1qgtc6s6ek0vt>>;
        /**
         * Unregister all proxy accounts for the sender.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * WARNING: This may be called on accounts created by `create_pure`, however if done, then
         * the unreserved fees will be inaccessible. **All access to this account will be lost.**
         */
        remove_proxies: TxDescriptor<undefined>;
        /**
         * Spawn a fresh new account that is guaranteed to be otherwise inaccessible, and
         * initialize it with a proxy of `proxy_type` for `origin` sender.
         *
         * Requires a `Signed` origin.
         *
         * - `proxy_type`: The type of the proxy that the sender will be registered as over the
         * new account. This will almost always be the most permissive `ProxyType` possible to
         * allow for maximum flexibility.
         * - `index`: A disambiguation index, in case this is called multiple times in the same
         * transaction (e.g. with `utility::batch`). Unless you're using `batch` you probably just
         * want to use `0`.
         * - `delay`: The announcement period required of the initial proxy. Will generally be
         * zero.
         *
         * Fails with `Duplicate` if this has already been called in this transaction, from the
         * same sender, with the same parameters.
         *
         * Fails if there are insufficient funds to pay for deposit.
         */
        create_pure: TxDescriptor<Anonymize<Iu1sjef3vcgm9>>;
        /**
         * Removes a previously spawned pure proxy.
         *
         * WARNING: **All access to this account will be lost.** Any funds held in it will be
         * inaccessible.
         *
         * Requires a `Signed` origin, and the sender account must have been created by a call to
         * `create_pure` with corresponding parameters.
         *
         * - `spawner`: The account that originally called `create_pure` to create this account.
         * - `index`: The disambiguation index originally passed to `create_pure`. Probably `0`.
         * - `proxy_type`: The proxy type originally passed to `create_pure`.
         * - `height`: The height of the chain when the call to `create_pure` was processed.
         * - `ext_index`: The extrinsic index in which the call to `create_pure` was processed.
         *
         * Fails with `NoPermission` in case the caller is not a previously created pure
         * account whose `create_pure` call has corresponding parameters.
         */
        kill_pure: TxDescriptor<Anonymize<I44mge276rmt21>>;
        /**
         * Publish the hash of a proxy-call that will be made in the future.
         *
         * This must be called some number of blocks before the corresponding `proxy` is attempted
         * if the delay associated with the proxy relationship is greater than zero.
         *
         * No more than `MaxPending` announcements may be made at any one time.
         *
         * This will take a deposit of `AnnouncementDepositFactor` as well as
         * `AnnouncementDepositBase` if there are no other pending announcements.
         *
         * The dispatch origin for this call must be _Signed_ and a proxy of `real`.
         *
         * Parameters:
         * - `real`: The account that the proxy will make a call on behalf of.
         * - `call_hash`: The hash of the call to be made by the `real` account.
         */
        announce: TxDescriptor<Anonymize<I2eb501t8s6hsq>>;
        /**
         * Remove a given announcement.
         *
         * May be called by a proxy account to remove a call they previously announced and return
         * the deposit.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `real`: The account that the proxy will make a call on behalf of.
         * - `call_hash`: The hash of the call to be made by the `real` account.
         */
        remove_announcement: TxDescriptor<Anonymize<I2eb501t8s6hsq>>;
        /**
         * Remove the given announcement of a delegate.
         *
         * May be called by a target (proxied) account to remove a call that one of their delegates
         * (`delegate`) has announced they want to execute. The deposit is returned.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `delegate`: The account that previously announced the call.
         * - `call_hash`: The hash of the call to be made.
         */
        reject_announcement: TxDescriptor<Anonymize<Ianmuoljk2sk1u>>;
        /**
         * Dispatch the given `call` from an account that the sender is authorized for through
         * `add_proxy`.
         *
         * Removes any corresponding announcement(s).
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * Parameters:
         * - `real`: The account that the proxy will make a call on behalf of.
         * - `force_proxy_type`: Specify the exact proxy type to be used and checked for this call.
         * - `call`: The call to be made by the `real` account.
         */
        proxy_announced: TxDescriptor<Anonymize<I3id5j0vp87sms>>;
        /**
         * Poke / Adjust deposits made for proxies and announcements based on current values.
         * This can be used by accounts to possibly lower their locked amount.
         *
         * The dispatch origin for this call must be _Signed_.
         *
         * The transaction fee is waived if the deposit amount has changed.
         *
         * Emits `DepositPoked` if successful.
         */
        poke_deposit: TxDescriptor<undefined>;
    };
    Preimage: {
        /**
         * Register a preimage on-chain.
         *
         * If the preimage was previously requested, no fees or deposits are taken for providing
         * the preimage. Otherwise, a deposit is taken proportional to the size of the preimage.
         */
        note_preimage: TxDescriptor<Anonymize<I82nfqfkd48n10>>;
        /**
         * Clear an unrequested preimage from the runtime storage.
         *
         * If `len` is provided, then it will be a much cheaper operation.
         *
         * - `hash`: The hash of the preimage to be removed from the store.
         * - `len`: The length of the preimage of `hash`.
         */
        unnote_preimage: TxDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * Request a preimage be uploaded to the chain without paying any fees or deposits.
         *
         * If the preimage requests has already been provided on-chain, we unreserve any deposit
         * a user may have paid, and take the control of the preimage out of their hands.
         */
        request_preimage: TxDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * Clear a previously made request for a preimage.
         *
         * NOTE: THIS MUST NOT BE CALLED ON `hash` MORE TIMES THAN `request_preimage`.
         */
        unrequest_preimage: TxDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * Ensure that the bulk of pre-images is upgraded.
         *
         * The caller pays no fee if at least 90% of pre-images were successfully updated.
         */
        ensure_updated: TxDescriptor<Anonymize<I3o5j3bli1pd8e>>;
    };
    Scheduler: {
        /**
         * Anonymously schedule a task.
         */
        schedule: TxDescriptor<Anonymize<I7lapgjr17b57t>>;
        /**
         * Cancel a scheduled task (named or anonymous), by providing the block it is scheduled for
         * execution in, as well as the index of the task in that block's agenda.
         *
         * In the case of a named task, it will remove it from the lookup table as well.
         */
        cancel: TxDescriptor<Anonymize<I5n4sebgkfr760>>;
        /**
         * Schedule a named task.
         */
        schedule_named: TxDescriptor<Anonymize<I4fv6ppkbjvr3t>>;
        /**
         * Cancel a named scheduled task.
         */
        cancel_named: TxDescriptor<Anonymize<Ifs1i5fk9cqvr6>>;
        /**
         * Anonymously schedule a task after a delay.
         */
        schedule_after: TxDescriptor<Anonymize<Idonb0npejqcle>>;
        /**
         * Schedule a named task after a delay.
         */
        schedule_named_after: TxDescriptor<Anonymize<I2vls7pd3ppb62>>;
        /**
         * Set a retry configuration for a task so that, in case its scheduled run fails, it will
         * be retried after `period` blocks, for a total amount of `retries` retries or until it
         * succeeds.
         *
         * Tasks which need to be scheduled for a retry are still subject to weight metering and
         * agenda space, same as a regular task. If a periodic task fails, it will be scheduled
         * normally while the task is retrying.
         *
         * Tasks scheduled as a result of a retry for a periodic task are unnamed, non-periodic
         * clones of the original task. Their retry configuration will be derived from the
         * original task's configuration, but will have a lower value for `remaining` than the
         * original `total_retries`.
         *
         * This call **cannot** be used to set a retry configuration for a named task.
         */
        set_retry: TxDescriptor<Anonymize<Ieg3fd8p4pkt10>>;
        /**
         * Set a retry configuration for a named task so that, in case its scheduled run fails, it
         * will be retried after `period` blocks, for a total amount of `retries` retries or until
         * it succeeds.
         *
         * Tasks which need to be scheduled for a retry are still subject to weight metering and
         * agenda space, same as a regular task. If a periodic task fails, it will be scheduled
         * normally while the task is retrying.
         *
         * Tasks scheduled as a result of a retry for a periodic task are unnamed, non-periodic
         * clones of the original task. Their retry configuration will be derived from the
         * original task's configuration, but will have a lower value for `remaining` than the
         * original `total_retries`.
         *
         * This is the only way to set a retry configuration for a named task.
         */
        set_retry_named: TxDescriptor<Anonymize<I8kg5ll427kfqq>>;
        /**
         * Removes the retry configuration of a task.
         */
        cancel_retry: TxDescriptor<Anonymize<I467333262q1l9>>;
        /**
         * Cancel the retry configuration of a named task.
         */
        cancel_retry_named: TxDescriptor<Anonymize<Ifs1i5fk9cqvr6>>;
    };
    Sudo: {
        /**
         * Authenticates the sudo key and dispatches a function call with `Root` origin.
         */
        sudo: TxDescriptor<Anonymize<Icgvlt16s3viih>>;
        /**
         * Authenticates the sudo key and dispatches a function call with `Root` origin.
         * This function does not check the weight of the call, and instead allows the
         * Sudo user to specify the weight of the call.
         *
         * The dispatch origin for this call must be _Signed_.
         */
        sudo_unchecked_weight: TxDescriptor<Anonymize<I3ab4jkji10evv>>;
        /**
         * Authenticates the current sudo key and sets the given AccountId (`new`) as the new sudo
         * key.
         */
        set_key: TxDescriptor<Anonymize<I8k3rnvpeeh4hv>>;
        /**
         * Authenticates the sudo key and dispatches a function call with `Signed` origin from
         * a given account.
         *
         * The dispatch origin for this call must be _Signed_.
         */
        sudo_as: TxDescriptor<Anonymize<Ictva00e0bvusp>>;
        /**
         * Permanently removes the sudo key.
         *
         * **This cannot be un-done.**
         */
        remove_key: TxDescriptor<undefined>;
    };
    Treasury: {
        /**
         * Propose and approve a spend of treasury funds.
         *
         * ## Dispatch Origin
         *
         * Must be [`Config::SpendOrigin`] with the `Success` value being at least `amount`.
         *
         * ### Details
         * NOTE: For record-keeping purposes, the proposer is deemed to be equivalent to the
         * beneficiary.
         *
         * ### Parameters
         * - `amount`: The amount to be transferred from the treasury to the `beneficiary`.
         * - `beneficiary`: The destination account for the transfer.
         *
         * ## Events
         *
         * Emits [`Event::SpendApproved`] if successful.
         */
        spend_local: TxDescriptor<Anonymize<Icnrv1mfbd3in1>>;
        /**
         * Force a previously approved proposal to be removed from the approval queue.
         *
         * ## Dispatch Origin
         *
         * Must be [`Config::RejectOrigin`].
         *
         * ## Details
         *
         * The original deposit will no longer be returned.
         *
         * ### Parameters
         * - `proposal_id`: The index of a proposal
         *
         * ### Complexity
         * - O(A) where `A` is the number of approvals
         *
         * ### Errors
         * - [`Error::ProposalNotApproved`]: The `proposal_id` supplied was not found in the
         * approval queue, i.e., the proposal has not been approved. This could also mean the
         * proposal does not exist altogether, thus there is no way it would have been approved
         * in the first place.
         */
        remove_approval: TxDescriptor<Anonymize<Icm9m0qeemu66d>>;
        /**
         * Propose and approve a spend of treasury funds.
         *
         * ## Dispatch Origin
         *
         * Must be [`Config::SpendOrigin`] with the `Success` value being at least
         * `amount` of `asset_kind` in the native asset. The amount of `asset_kind` is converted
         * for assertion using the [`Config::BalanceConverter`].
         *
         * ## Details
         *
         * Create an approved spend for transferring a specific `amount` of `asset_kind` to a
         * designated beneficiary. The spend must be claimed using the `payout` dispatchable within
         * the [`Config::PayoutPeriod`].
         *
         * ### Parameters
         * - `asset_kind`: An indicator of the specific asset class to be spent.
         * - `amount`: The amount to be transferred from the treasury to the `beneficiary`.
         * - `beneficiary`: The beneficiary of the spend.
         * - `valid_from`: The block number from which the spend can be claimed. It can refer to
         * the past if the resulting spend has not yet expired according to the
         * [`Config::PayoutPeriod`]. If `None`, the spend can be claimed immediately after
         * approval.
         *
         * ## Events
         *
         * Emits [`Event::AssetSpendApproved`] if successful.
         */
        spend: TxDescriptor<Anonymize<I6qq5nnbjegi8u>>;
        /**
         * Claim a spend.
         *
         * ## Dispatch Origin
         *
         * Must be signed
         *
         * ## Details
         *
         * Spends must be claimed within some temporal bounds. A spend may be claimed within one
         * [`Config::PayoutPeriod`] from the `valid_from` block.
         * In case of a payout failure, the spend status must be updated with the `check_status`
         * dispatchable before retrying with the current function.
         *
         * ### Parameters
         * - `index`: The spend index.
         *
         * ## Events
         *
         * Emits [`Event::Paid`] if successful.
         */
        payout: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Check the status of the spend and remove it from the storage if processed.
         *
         * ## Dispatch Origin
         *
         * Must be signed.
         *
         * ## Details
         *
         * The status check is a prerequisite for retrying a failed payout.
         * If a spend has either succeeded or expired, it is removed from the storage by this
         * function. In such instances, transaction fees are refunded.
         *
         * ### Parameters
         * - `index`: The spend index.
         *
         * ## Events
         *
         * Emits [`Event::PaymentFailed`] if the spend payout has failed.
         * Emits [`Event::SpendProcessed`] if the spend payout has succeed.
         */
        check_status: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Void previously approved spend.
         *
         * ## Dispatch Origin
         *
         * Must be [`Config::RejectOrigin`].
         *
         * ## Details
         *
         * A spend void is only possible if the payout has not been attempted yet.
         *
         * ### Parameters
         * - `index`: The spend index.
         *
         * ## Events
         *
         * Emits [`Event::AssetSpendVoided`] if successful.
         */
        void_spend: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
    };
    ConvictionVoting: {
        /**
         * Vote in a poll. If `vote.is_aye()`, the vote is to enact the proposal;
         * otherwise it is a vote to keep the status quo.
         *
         * The dispatch origin of this call must be _Signed_.
         *
         * - `poll_index`: The index of the poll to vote for.
         * - `vote`: The vote configuration.
         *
         * Weight: `O(R)` where R is the number of polls the voter has voted on.
         */
        vote: TxDescriptor<Anonymize<Idnsr2pndm36h0>>;
        /**
         * Delegate the voting power (with some given conviction) of the sending account for a
         * particular class of polls.
         *
         * The balance delegated is locked for as long as it's delegated, and thereafter for the
         * time appropriate for the conviction's lock period.
         *
         * The dispatch origin of this call must be _Signed_, and the signing account must either:
         * - be delegating already; or
         * - have no voting activity (if there is, then it will need to be removed through
         * `remove_vote`).
         *
         * - `to`: The account whose voting the `target` account's voting power will follow.
         * - `class`: The class of polls to delegate. To delegate multiple classes, multiple calls
         * to this function are required.
         * - `conviction`: The conviction that will be attached to the delegated votes. When the
         * account is undelegated, the funds will be locked for the corresponding period.
         * - `balance`: The amount of the account's balance to be used in delegating. This must not
         * be more than the account's current balance.
         *
         * Emits `Delegated`.
         *
         * Weight: `O(R)` where R is the number of polls the voter delegating to has
         * voted on. Weight is initially charged as if maximum votes, but is refunded later.
         */
        delegate: TxDescriptor<Anonymize<Ia1pvdcbhuqf8m>>;
        /**
         * Undelegate the voting power of the sending account for a particular class of polls.
         *
         * Tokens may be unlocked following once an amount of time consistent with the lock period
         * of the conviction with which the delegation was issued has passed.
         *
         * The dispatch origin of this call must be _Signed_ and the signing account must be
         * currently delegating.
         *
         * - `class`: The class of polls to remove the delegation from.
         *
         * Emits `Undelegated`.
         *
         * Weight: `O(R)` where R is the number of polls the voter delegating to has
         * voted on. Weight is initially charged as if maximum votes, but is refunded later.
         */
        undelegate: TxDescriptor<Anonymize<I8steo882k7qns>>;
        /**
         * Remove the lock caused by prior voting/delegating which has expired within a particular
         * class.
         *
         * The dispatch origin of this call must be _Signed_.
         *
         * - `class`: The class of polls to unlock.
         * - `target`: The account to remove the lock on.
         *
         * Weight: `O(R)` with R number of vote of target.
         */
        unlock: TxDescriptor<Anonymize<I4pa4q37gj6fua>>;
        /**
         * Remove a vote for a poll.
         *
         * If:
         * - the poll was cancelled, or
         * - the poll is ongoing, or
         * - the poll has ended such that
         * - the vote of the account was in opposition to the result; or
         * - there was no conviction to the account's vote; or
         * - the account made a split vote
         * ...then the vote is removed cleanly and a following call to `unlock` may result in more
         * funds being available.
         *
         * If, however, the poll has ended and:
         * - it finished corresponding to the vote of the account, and
         * - the account made a standard vote with conviction, and
         * - the lock period of the conviction is not over
         * ...then the lock will be aggregated into the overall account's lock, which may involve
         * *overlocking* (where the two locks are combined into a single lock that is the maximum
         * of both the amount locked and the time is it locked for).
         *
         * The dispatch origin of this call must be _Signed_, and the signer must have a vote
         * registered for poll `index`.
         *
         * - `index`: The index of poll of the vote to be removed.
         * - `class`: Optional parameter, if given it indicates the class of the poll. For polls
         * which have finished or are cancelled, this must be `Some`.
         *
         * Weight: `O(R + log R)` where R is the number of polls that `target` has voted on.
         * Weight is calculated for the maximum number of vote.
         */
        remove_vote: TxDescriptor<Anonymize<I5f178ab6b89t3>>;
        /**
         * Remove a vote for a poll.
         *
         * If the `target` is equal to the signer, then this function is exactly equivalent to
         * `remove_vote`. If not equal to the signer, then the vote must have expired,
         * either because the poll was cancelled, because the voter lost the poll or
         * because the conviction period is over.
         *
         * The dispatch origin of this call must be _Signed_.
         *
         * - `target`: The account of the vote to be removed; this account must have voted for poll
         * `index`.
         * - `index`: The index of poll of the vote to be removed.
         * - `class`: The class of the poll.
         *
         * Weight: `O(R + log R)` where R is the number of polls that `target` has voted on.
         * Weight is calculated for the maximum number of vote.
         */
        remove_other_vote: TxDescriptor<Anonymize<I4nakhtbsk3c5s>>;
    };
    Referenda: {
        /**
         * Propose a referendum on a privileged action.
         *
         * - `origin`: must be `SubmitOrigin` and the account must have `SubmissionDeposit` funds
         * available.
         * - `proposal_origin`: The origin from which the proposal should be executed.
         * - `proposal`: The proposal.
         * - `enactment_moment`: The moment that the proposal should be enacted.
         *
         * Emits `Submitted`.
         */
        submit: TxDescriptor<Anonymize<I6ul2deqo75lb2>>;
        /**
         * Post the Decision Deposit for a referendum.
         *
         * - `origin`: must be `Signed` and the account must have funds available for the
         * referendum's track's Decision Deposit.
         * - `index`: The index of the submitted referendum whose Decision Deposit is yet to be
         * posted.
         *
         * Emits `DecisionDepositPlaced`.
         */
        place_decision_deposit: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Refund the Decision Deposit for a closed referendum back to the depositor.
         *
         * - `origin`: must be `Signed` or `Root`.
         * - `index`: The index of a closed referendum whose Decision Deposit has not yet been
         * refunded.
         *
         * Emits `DecisionDepositRefunded`.
         */
        refund_decision_deposit: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Cancel an ongoing referendum.
         *
         * - `origin`: must be the `CancelOrigin`.
         * - `index`: The index of the referendum to be cancelled.
         *
         * Emits `Cancelled`.
         */
        cancel: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Cancel an ongoing referendum and slash the deposits.
         *
         * - `origin`: must be the `KillOrigin`.
         * - `index`: The index of the referendum to be cancelled.
         *
         * Emits `Killed` and `DepositSlashed`.
         */
        kill: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Advance a referendum onto its next logical state. Only used internally.
         *
         * - `origin`: must be `Root`.
         * - `index`: the referendum to be advanced.
         */
        nudge_referendum: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Advance a track onto its next logical state. Only used internally.
         *
         * - `origin`: must be `Root`.
         * - `track`: the track to be advanced.
         *
         * Action item for when there is now one fewer referendum in the deciding phase and the
         * `DecidingCount` is not yet updated. This means that we should either:
         * - begin deciding another referendum (and leave `DecidingCount` alone); or
         * - decrement `DecidingCount`.
         */
        one_fewer_deciding: TxDescriptor<Anonymize<Icbio0e1f0034b>>;
        /**
         * Refund the Submission Deposit for a closed referendum back to the depositor.
         *
         * - `origin`: must be `Signed` or `Root`.
         * - `index`: The index of a closed referendum whose Submission Deposit has not yet been
         * refunded.
         *
         * Emits `SubmissionDepositRefunded`.
         */
        refund_submission_deposit: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * Set or clear metadata of a referendum.
         *
         * Parameters:
         * - `origin`: Must be `Signed` by a creator of a referendum or by anyone to clear a
         * metadata of a finished referendum.
         * - `index`:  The index of a referendum to set or clear metadata for.
         * - `maybe_hash`: The hash of an on-chain stored preimage. `None` to clear a metadata.
         */
        set_metadata: TxDescriptor<Anonymize<I8c0vkqjjipnuj>>;
    };
    Origins: {
        /**
         * Cancels a referendum, for the track `safety`. Referenda on the tracks `upgrade` and `safety` go
         * on: no track stops what oversees it.
         */
        stop_referendum: TxDescriptor<Anonymize<I666bl2fqjkejo>>;
    };
    Parameters: {
        /**
         * Set the value of a parameter.
         *
         * The dispatch origin of this call must be `AdminOrigin` for the given `key`. Values be
         * deleted by setting them to `None`.
         */
        set_parameter: TxDescriptor<Anonymize<Ie8fiivec138rq>>;
    };
    SafeMode: {
        /**
         * Enter safe-mode permissionlessly for [`Config::EnterDuration`] blocks.
         *
         * Reserves [`Config::EnterDepositAmount`] from the caller's account.
         * Emits an [`Event::Entered`] event on success.
         * Errors with [`Error::Entered`] if the safe-mode is already entered.
         * Errors with [`Error::NotConfigured`] if the deposit amount is `None`.
         */
        enter: TxDescriptor<undefined>;
        /**
         * Enter safe-mode by force for a per-origin configured number of blocks.
         *
         * Emits an [`Event::Entered`] event on success.
         * Errors with [`Error::Entered`] if the safe-mode is already entered.
         *
         * Can only be called by the [`Config::ForceEnterOrigin`] origin.
         */
        force_enter: TxDescriptor<undefined>;
        /**
         * Extend the safe-mode permissionlessly for [`Config::ExtendDuration`] blocks.
         *
         * This accumulates on top of the current remaining duration.
         * Reserves [`Config::ExtendDepositAmount`] from the caller's account.
         * Emits an [`Event::Extended`] event on success.
         * Errors with [`Error::Exited`] if the safe-mode is entered.
         * Errors with [`Error::NotConfigured`] if the deposit amount is `None`.
         *
         * This may be called by any signed origin with [`Config::ExtendDepositAmount`] free
         * currency to reserve. This call can be disabled for all origins by configuring
         * [`Config::ExtendDepositAmount`] to `None`.
         */
        extend: TxDescriptor<undefined>;
        /**
         * Extend the safe-mode by force for a per-origin configured number of blocks.
         *
         * Emits an [`Event::Extended`] event on success.
         * Errors with [`Error::Exited`] if the safe-mode is inactive.
         *
         * Can only be called by the [`Config::ForceExtendOrigin`] origin.
         */
        force_extend: TxDescriptor<undefined>;
        /**
         * Exit safe-mode by force.
         *
         * Emits an [`Event::Exited`] with [`ExitReason::Force`] event on success.
         * Errors with [`Error::Exited`] if the safe-mode is inactive.
         *
         * Note: `safe-mode` will be automatically deactivated by [`Pallet::on_initialize`] hook
         * after the block height is greater than the [`EnteredUntil`] storage item.
         * Emits an [`Event::Exited`] with [`ExitReason::Timeout`] event when deactivated in the
         * hook.
         */
        force_exit: TxDescriptor<undefined>;
        /**
         * Slash a deposit for an account that entered or extended safe-mode at a given
         * historical block.
         *
         * This can only be called while safe-mode is entered.
         *
         * Emits a [`Event::DepositSlashed`] event on success.
         * Errors with [`Error::Entered`] if safe-mode is entered.
         *
         * Can only be called by the [`Config::ForceDepositOrigin`] origin.
         */
        force_slash_deposit: TxDescriptor<Anonymize<I1ssp78ejl639m>>;
        /**
         * Permissionlessly release a deposit for an account that entered safe-mode at a
         * given historical block.
         *
         * The call can be completely disabled by setting [`Config::ReleaseDelay`] to `None`.
         * This cannot be called while safe-mode is entered and not until
         * [`Config::ReleaseDelay`] blocks have passed since safe-mode was entered.
         *
         * Emits a [`Event::DepositReleased`] event on success.
         * Errors with [`Error::Entered`] if the safe-mode is entered.
         * Errors with [`Error::CannotReleaseYet`] if [`Config::ReleaseDelay`] block have not
         * passed since safe-mode was entered. Errors with [`Error::NoDeposit`] if the payee has no
         * reserved currency at the block specified.
         */
        release_deposit: TxDescriptor<Anonymize<I1ssp78ejl639m>>;
        /**
         * Force to release a deposit for an account that entered safe-mode at a given
         * historical block.
         *
         * This can be called while safe-mode is still entered.
         *
         * Emits a [`Event::DepositReleased`] event on success.
         * Errors with [`Error::Entered`] if safe-mode is entered.
         * Errors with [`Error::NoDeposit`] if the payee has no reserved currency at the
         * specified block.
         *
         * Can only be called by the [`Config::ForceDepositOrigin`] origin.
         */
        force_release_deposit: TxDescriptor<Anonymize<I1ssp78ejl639m>>;
    };
    TxPause: {
        /**
         * Pause a call.
         *
         * Can only be called by [`Config::PauseOrigin`].
         * Emits an [`Event::CallPaused`] event on success.
         */
        pause: TxDescriptor<Anonymize<Iba7pefg0d11kh>>;
        /**
         * Un-pause a call.
         *
         * Can only be called by [`Config::UnpauseOrigin`].
         * Emits an [`Event::CallUnpaused`] event on success.
         */
        unpause: TxDescriptor<Anonymize<I2pjehun5ehh5i>>;
    };
    Datanets: {
        /**
         * Creates a Datanet owned by the caller, and holds a deposit of theirs until it is closed.
         */
        create: TxDescriptor<Anonymize<Ig662af1jk26l>>;
        /**
         * Sets the terms of the next snapshot and of later contributions. Published snapshots keep theirs.
         */
        set_terms: TxDescriptor<Anonymize<I11gq2aeqbc1ts>>;
        /**
         * Replaces the curators. Allowed on a closed Datanet too, whose last flags still need deciding.
         */
        set_curators: TxDescriptor<Anonymize<Icmtp3kgfr4v41>>;
        /**
         * Offers a JSONL blob of records, and holds a bond that grows with its length. Accepted at once in
         * an open Datanet, else pending until someone else reviews it.
         *
         * Commit to the blob first ([`Pallet::commit`]): then whoever contributed it in between loses it to
         * the caller, who else is refused.
         */
        contribute: TxDescriptor<Anonymize<I79o51s3aduq97>>;
        /**
         * Accepts a pending contribution, or rejects it. Open to the owner and curators, never to the
         * contributor. A closed Datanet can only reject.
         *
         * Who accepts says that the blob has the records and bytes that are stated, and that it is worth
         * learning from; a bond of the curator's stands behind it. A rejected contribution's bond returns
         * but for `RejectionFee`, which pays the curator.
         */
        review: TxDescriptor<Anonymize<I4u84580cgcc2o>>;
        /**
         * Claims that a pending or accepted contribution is bad, and holds a bond of the caller's behind it.
         */
        flag: TxDescriptor<Anonymize<I2nt7851v52bu7>>;
        /**
         * Decides a flag, by the owner or a curator who is neither party and puts a bond behind it. The
         * loser may appeal for `AppealPeriod`; after that [`Pallet::conclude_flag`] carries the verdict out.
         * Once `FlagPeriod` has passed undecided, anyone may clear the flag with `uphold = false`: its bond
         * returns and the contribution stays as it is.
         */
        resolve_flag: TxDescriptor<Anonymize<I5dtn09dqsfhh9>>;
        /**
         * Withdraws the caller's contribution and returns its bond: a pending one always, an accepted one if
         * its terms allow, or the Datanet is closed or abandoned. Future snapshots leave it out; published
         * ones keep it. Within `FlagPeriod`, one that waits for review costs as much as a rejection.
         */
        revoke: TxDescriptor<Anonymize<I27h4v02chvmfn>>;
        /**
         * Freezes the accepted contributions and the terms into the next numbered snapshot, and holds a
         * deposit of the caller's for its bytes.
         */
        publish_snapshot: TxDescriptor<Anonymize<I5jeqospjhf3sa>>;
        /**
         * Closes the Datanet for good and returns its deposit. Contributors may then revoke everything;
         * snapshots stay.
         */
        close: TxDescriptor<Anonymize<I5jeqospjhf3sa>>;
        /**
         * Commits the caller to a root without showing it: `hash` is the blake2b-256 hash of the SCALE
         * encoding of the caller's account and the root. It counts from the next block on for
         * `CommitPeriod`, here and for base models.
         */
        commit: TxDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * Drops a commitment of the caller's and returns its deposit. What it was good for stays.
         */
        withdraw_commitment: TxDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * Demands a jury about a flag, with a bond: the contributor against an upheld one, the flagger
         * against a dismissed one, or the flagger instead of curators that have not decided.
         */
        appeal: TxDescriptor<Anonymize<I27h4v02chvmfn>>;
        /**
         * Draws the jury of an appeal, two blocks after it or later. Anyone may call it.
         */
        draw_jury: TxDescriptor<Anonymize<I27h4v02chvmfn>>;
        /**
         * Votes as a juror, or as its worker, on whether the contribution is to be removed.
         */
        vote_on_flag: TxDescriptor<Anonymize<I5dtn09dqsfhh9>>;
        /**
         * Carries out a verdict that nobody appealed against in time, or what a jury decided. Anyone may
         * call it.
         *
         * Upheld: the contribution is removed and its bond is the treasury's; the flagger gets at most its
         * own bond out of it, and that only if a jury said so. Dismissed: the flag's bond is the treasury's.
         */
        conclude_flag: TxDescriptor<Anonymize<I27h4v02chvmfn>>;
        /**
         * Returns the caller's bond as a curator, once `CuratorPeriod` has passed since its last decision.
         */
        release_curator_bond: TxDescriptor<Anonymize<I5jeqospjhf3sa>>;
        /**
         * Offers a Datanet to another account, which takes it over with [`Pallet::accept_transfer`].
         * Offering it to oneself withdraws the offer.
         */
        transfer: TxDescriptor<Anonymize<I443rkudhn0411>>;
        /**
         * Takes over a Datanet that is offered to the caller, and puts up its deposit.
         */
        accept_transfer: TxDescriptor<Anonymize<I5jeqospjhf3sa>>;
    };
    Models: {
        /**
         * Registers a base model by its exact bytes, and holds a deposit of the caller's. `royalty` is the
         * share of the fees of every model tuned from it that its owner receives, once `ClaimPeriod` has
         * passed without a better claim. A model that another account registered within that period goes to
         * the caller if its commitment to the root is the older one.
         */
        register_base: TxDescriptor<Anonymize<I1g34q4hmbvsvj>>;
        /**
         * Names the blob of a model's card. Zero takes the card away.
         */
        set_card: TxDescriptor<Anonymize<I3ltsr5qr5a9nr>>;
        /**
         * Offers a model at a price, and holds a deposit of the caller's. If the model is listed already,
         * changes the price. A tuned model whose held-out loss did not fall cannot be listed.
         */
        list: TxDescriptor<Anonymize<Ielilq2a00c9fn>>;
        /**
         * Takes a model off the market and returns the listing deposit.
         */
        unlist: TxDescriptor<Anonymize<Ia8qdcd799akr5>>;
        /**
         * Gives an unlisted model, and the registration deposit behind it, to another account. The deposit
         * stays on hold, so the new owner puts up nothing and need not sign.
         */
        transfer: TxDescriptor<Anonymize<I45rju9l60r9la>>;
        /**
         * Claims a base model that another account registered, with evidence and a bond as high as the
         * registration deposit. A contest within `ClaimPeriod` puts the royalty off until it ends.
         */
        contest_base: TxDescriptor<Anonymize<I6othg9u8bb6qm>>;
        /**
         * Decides a contest, by the origin for rights. Upheld: the model is the contester's and the deposit
         * of who registered it the treasury's. Dismissed: the contester's bond is the treasury's.
         */
        resolve_contest: TxDescriptor<Anonymize<If19phe8cutpq5>>;
        /**
         * Clears a contest that nobody decided within `ContestPeriod`, and returns its bond. Anyone may call
         * it.
         */
        clear_contest: TxDescriptor<Anonymize<Ia8qdcd799akr5>>;
        /**
         * Corrects length, number of parameters and context of a base model within `ClaimPeriod`, before it
         * was listed or tuned from.
         */
        correct_manifest: TxDescriptor<Anonymize<I50b5ggn7dle49>>;
    };
    ModelFactory: {
        /**
         * Bonds the signer as a provider whose hot key is `worker`.
         */
        register_provider: TxDescriptor<Anonymize<Ij3uh5crh9igc>>;
        /**
         * Replaces a provider's capabilities and makes its bond whole. Claims in force keep their price, and
         * a notice is taken back.
         */
        update_provider: TxDescriptor<Anonymize<Ie6j54t2derv5h>>;
        /**
         * Gives notice: the provider takes nothing new on. Called again after [`Config::LeaveNotice`], with
         * no active job, no duty and nothing left that can be challenged, it returns the bond.
         */
        leave: TxDescriptor<undefined>;
        /**
         * Asks for a model and holds `max_payment` for it.
         */
        submit_job: TxDescriptor<Anonymize<Ib0arvl1hrdcj5>>;
        /**
         * Takes an open job. Signed by a provider's worker key.
         */
        claim_job: TxDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Publishes the result of a claimed job. Signed by the claiming provider's worker key.
         */
        submit_result: TxDescriptor<Anonymize<I2rqmelic53tp6>>;
        /**
         * Gives a claimed job back. Signed by the claiming provider's worker key.
         */
        fail_job: TxDescriptor<Anonymize<I2v9f9pt0l080o>>;
        /**
         * Withdraws a job that has no result yet. A provider that has claimed it is compensated.
         */
        cancel_job: TxDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Does what is due for a job: pays for a result after its challenge window, ends a claim after its
         * deadline, gives up a job that no one took. Anyone may call it.
         */
        finalise_job: TxDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Commits to the result of a claimed job before it is shown: `commitment` is the Blake2b-256 hash of
         * job, stash and result. Signed by the claiming provider's worker key.
         */
        commit_result: TxDescriptor<Anonymize<Iau3git9o3fsbs>>;
        /**
         * Replaces a provider's hot key at once, as when the old one leaked. Signed by the stash. Receipts
         * of the old one still count in sessions from before: settle and close those.
         */
        set_worker: TxDescriptor<Anonymize<Iem2tclvr85h3e>>;
        /**
         * Refuses to be a provider's worker. Signed by the account that a provider named as its worker.
         */
        refuse_stash: TxDescriptor<undefined>;
        /**
         * Asks for a model as `submit_job` does, with limits on who may take the job and for how much.
         */
        submit_job_with: TxDescriptor<Anonymize<Ibjoucodt4drjo>>;
        /**
         * Has the result of the signer's job repeated before it is paid, and puts the price on hold:
         * `ModelFactoryApi.confirmation_price` says how much it is.
         */
        ask_confirmation: TxDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Doubts a result within its window: two verifiers at least must come to the same. Signed by the
         * stash of a provider, which puts a bond on hold.
         */
        doubt_result: TxDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Commits to what repeating a job found: [`Repetition::commitment`] says how. Signed by the worker
         * key of the provider that was drawn.
         */
        commit_repetition: TxDescriptor<Anonymize<Iau3git9o3fsbs>>;
        /**
         * Reveals what repeating a job found. Signed by the worker key of the provider that was drawn.
         */
        reveal_repetition: TxDescriptor<Anonymize<Id0fvfac84i6mf>>;
    };
    Attribution: {
        /**
         * Opens a session with a provider (by its stash) about a listed model. The deposit goes on hold in
         * the caller's account, and today's price stays for the whole session. `open_session_with` refuses
         * a price that was raised meanwhile.
         */
        open_session: TxDescriptor<Anonymize<I69mj134pln9db>>;
        /**
         * Adds to the deposit of the caller's session, unless the model costs more than the session's price
         * by now.
         */
        top_up: TxDescriptor<Anonymize<I377te6r7r83sc>>;
        /**
         * Takes what a user's voucher promises out of its deposit, to be divided when the window for
         * challenges is over. By the session's provider: its stash or its worker.
         */
        settle: TxDescriptor<Anonymize<I25iiffvp870n7>>;
        /**
         * Closes a session. Its provider closes it at once. Its user or the model's owner starts the grace
         * period, after which anyone closes it; when nothing of the deposit is left, there is nothing to
         * wait for.
         */
        close_session: TxDescriptor<Anonymize<I7f3dm2mmk1sns>>;
        /**
         * Moves the caller's earnings to its free balance.
         */
        claim: TxDescriptor<undefined>;
        /**
         * Divides what a settlement has left, once its window is over and no challenge about it is open.
         * Anyone may call it; blocks with room to spare do it by themselves.
         */
        distribute: TxDescriptor<Anonymize<Ib720brnt8140r>>;
        /**
         * Sets the key that signs vouchers of the caller's session beside its own, up to an amount and a
         * block. Without one, ends the key that there is, one grace period later.
         */
        authorise: TxDescriptor<Anonymize<Ichf3ajdr03hna>>;
        /**
         * Opens a session as `open_session` does, with a key that signs its vouchers, unless the model costs
         * more than `most`.
         */
        open_session_with: TxDescriptor<Anonymize<I3qocb96f5bg15>>;
        /**
         * Gives OPEN of the caller's to the purse that pays audits, for good. A purse that does not reach
         * means settlements that chance has nobody look at.
         */
        fund_audits: TxDescriptor<Anonymize<I3qt1hgg4djhgb>>;
    };
    Disputes: {
        /**
         * Challenges a settlement: one of its answers, or without one the sum of all.
         * Anyone but its provider may do so. The provider must then reveal. The caller's bond goes on hold
         * until the ruling.
         */
        challenge: TxDescriptor<Anonymize<Iamgno4bqm88km>>;
        /**
         * Reveals what a challenge asks for. By the challenged provider: its stash or its worker. After the
         * time for it, there is a while in which it costs a fee. What an audit asks for is revealed without
         * a transaction fee.
         */
        reveal: TxDescriptor<Anonymize<Icol3vdksa8dlm>>;
        /**
         * Carries out what a challenge has come to, once that is known. Anyone may call it.
         */
        resolve: TxDescriptor<Anonymize<Ifg7dah432p540>>;
        /**
         * Commits to what repeating a revealed answer found: [`Finding::commitment`]. By a provider that was
         * drawn: its stash or its worker.
         */
        commit_vote: TxDescriptor<Anonymize<I6od25s6241u5g>>;
        /**
         * Reveals a finding and the salt of its commitment, once the time to commit is over. By a provider
         * that was drawn: its stash or its worker.
         */
        reveal_vote: TxDescriptor<Anonymize<Icrrf5i55siiov>>;
        /**
         * Shows a receipt that the accused provider's worker signed for the doubted answer. If another was
         * settled, the challenge is decided. Anyone may call it.
         */
        present_receipt: TxDescriptor<Anonymize<I76qr1e8pqk2qg>>;
        /**
         * Challenges the answer that a receipt is about, and shows the receipt, which the provider's worker
         * signed. If verifiers have looked at the answer before, another receipt than the settled one
         * decides at once. Anyone but the provider may call it; the caller's bond goes on hold until the
         * ruling.
         */
        challenge_with_receipt: TxDescriptor<Anonymize<I6obsn8s0foeul>>;
    };
};
type IEvent = {
    System: {
        /**
         * An extrinsic completed successfully.
         */
        ExtrinsicSuccess: PlainDescriptor<Anonymize<Ia82mnkmeo2rhc>>;
        /**
         * An extrinsic failed.
         */
        ExtrinsicFailed: PlainDescriptor<Anonymize<Iarj13nh3lrdsk>>;
        /**
         * `:code` was updated to the code with the given hash.
         */
        CodeUpdated: PlainDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * A new account was created.
         */
        NewAccount: PlainDescriptor<Anonymize<Icbccs0ug47ilf>>;
        /**
         * An account was reaped.
         */
        KilledAccount: PlainDescriptor<Anonymize<Icbccs0ug47ilf>>;
        /**
         * On on-chain remark happened.
         */
        Remarked: PlainDescriptor<Anonymize<I855j4i3kr8ko1>>;
        /**
         * An upgrade was authorized.
         */
        UpgradeAuthorized: PlainDescriptor<Anonymize<Ibgl04rn6nbfm6>>;
        /**
         * An invalid authorized upgrade was rejected while trying to apply it.
         */
        RejectedInvalidAuthorizedUpgrade: PlainDescriptor<Anonymize<I9kfbj1honsev5>>;
    };
    Balances: {
        /**
         * An account was created with some free balance.
         */
        Endowed: PlainDescriptor<Anonymize<Icv68aq8841478>>;
        /**
         * An account was removed whose balance was non-zero but below ExistentialDeposit,
         * resulting in an outright loss.
         */
        DustLost: PlainDescriptor<Anonymize<Ic262ibdoec56a>>;
        /**
         * Transfer succeeded.
         */
        Transfer: PlainDescriptor<Anonymize<Iflcfm9b6nlmdd>>;
        /**
         * A balance was set by root.
         */
        BalanceSet: PlainDescriptor<Anonymize<Ijrsf4mnp3eka>>;
        /**
         * Some balance was reserved (moved from free to reserved).
         */
        Reserved: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some balance was unreserved (moved from reserved to free).
         */
        Unreserved: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some balance was moved from the reserve of the first account to the second account.
         * Final argument indicates the destination balance type.
         */
        ReserveRepatriated: PlainDescriptor<Anonymize<I8tjvj9uq4b7hi>>;
        /**
         * Some amount was deposited (e.g. for transaction fees).
         */
        Deposit: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some amount was withdrawn from the account (e.g. for transaction fees).
         */
        Withdraw: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some amount was removed from the account (e.g. for misbehavior).
         */
        Slashed: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some amount was minted into an account.
         */
        Minted: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some credit was balanced and added to the TotalIssuance.
         */
        MintedCredit: PlainDescriptor<Anonymize<I3qt1hgg4djhgb>>;
        /**
         * Some amount was burned from an account.
         */
        Burned: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some debt has been dropped from the Total Issuance.
         */
        BurnedDebt: PlainDescriptor<Anonymize<I3qt1hgg4djhgb>>;
        /**
         * Some amount was suspended from an account (it can be restored later).
         */
        Suspended: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some amount was restored into an account.
         */
        Restored: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * An account was upgraded.
         */
        Upgraded: PlainDescriptor<Anonymize<I4cbvqmqadhrea>>;
        /**
         * Total issuance was increased by `amount`, creating a credit to be balanced.
         */
        Issued: PlainDescriptor<Anonymize<I3qt1hgg4djhgb>>;
        /**
         * Total issuance was decreased by `amount`, creating a debt to be balanced.
         */
        Rescinded: PlainDescriptor<Anonymize<I3qt1hgg4djhgb>>;
        /**
         * Some balance was locked.
         */
        Locked: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some balance was unlocked.
         */
        Unlocked: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some balance was frozen.
         */
        Frozen: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * Some balance was thawed.
         */
        Thawed: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * The `TotalIssuance` was forcefully changed.
         */
        TotalIssuanceForced: PlainDescriptor<Anonymize<I4fooe9dun9o0t>>;
        /**
         * Some balance was placed on hold.
         */
        Held: PlainDescriptor<Anonymize<I6ohsckvdlgvgg>>;
        /**
         * Held balance was burned from an account.
         */
        BurnedHeld: PlainDescriptor<Anonymize<I6ohsckvdlgvgg>>;
        /**
         * A transfer of `amount` on hold from `source` to `dest` was initiated.
         */
        TransferOnHold: PlainDescriptor<Anonymize<Inhhoo02qhpb>>;
        /**
         * The `transferred` balance is placed on hold at the `dest` account.
         */
        TransferAndHold: PlainDescriptor<Anonymize<Ic4lf5348ugkek>>;
        /**
         * Some balance was released from hold.
         */
        Released: PlainDescriptor<Anonymize<I6ohsckvdlgvgg>>;
        /**
         * An unexpected/defensive event was triggered.
         */
        Unexpected: PlainDescriptor<Anonymize<Iph9c4rn81ub2>>;
    };
    TransactionPayment: {
        /**
         * A transaction fee `actual_fee`, of which `tip` was added to the minimum inclusion fee,
         * has been paid by `who`.
         */
        TransactionFeePaid: PlainDescriptor<Anonymize<Ier2cke86dqbr2>>;
    };
    Validators: {
        /**
         * A validator joined and is a candidate.
         */
        Joined: PlainDescriptor<Anonymize<I3sqklo4r7sgc7>>;
        /**
         * An idle validator is a candidate again.
         */
        Rejoined: PlainDescriptor<Anonymize<Id2der1f6tic87>>;
        /**
         * A candidate lost its place to one with more stake, and is idle.
         */
        Displaced: PlainDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * A validator left, and its bond is unbonding.
         */
        Left: PlainDescriptor<Anonymize<I4tbnce5uokfo0>>;
        /**
         * A validator changed its commission.
         */
        CommissionSet: PlainDescriptor<Anonymize<I20pbhr0e7nun9>>;
        /**
         * An account that is no validator removed its session keys.
         */
        KeysPurged: PlainDescriptor<Anonymize<I4cbvqmqadhrea>>;
        /**
         * Stake was added to a pool: a delegation, or more of the validator's own bond.
         */
        Delegated: PlainDescriptor<Anonymize<If5u1pptjd5bjh>>;
        /**
         * Stake left a pool and is unbonding.
         */
        Undelegated: PlainDescriptor<Anonymize<I5f6dues5o0ij2>>;
        /**
         * Unbonded stake went back to its owner.
         */
        Withdrawn: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * An account took what it had earned in a pool.
         */
        Claimed: PlainDescriptor<Anonymize<Ickl73d7auc2df>>;
        /**
         * A block paid its author's pool.
         */
        Rewarded: PlainDescriptor<Anonymize<Ian6kd1g6dla3n>>;
        /**
         * A set other than the one before was planned for a session.
         */
        SetPlanned: PlainDescriptor<Anonymize<I991e9dm3v8crl>>;
        /**
         * Too few candidates have session keys, so the set before goes on.
         */
        SetKept: PlainDescriptor<Anonymize<If7kk3cfct9b05>>;
        /**
         * A validator was reported for an offence.
         */
        OffenceRecorded: PlainDescriptor<Anonymize<I696s423vlsugm>>;
        /**
         * A slash was applied to a validator's own bond. What the bond did not cover, delegators pay later.
         */
        Slashed: PlainDescriptor<Anonymize<I8okregi87ui5p>>;
        /**
         * An offender is no candidate any more.
         */
        Chilled: PlainDescriptor<Anonymize<I6011rl34u2k7s>>;
        /**
         * A validator authored nothing for too long and is no candidate any more. It returns with `rejoin`.
         */
        SentHome: PlainDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * A validator will raise its commission.
         */
        CommissionAnnounced: PlainDescriptor<Anonymize<I67p0tgaib991f>>;
        /**
         * A slash waits to be applied. Until then it can be lifted.
         */
        SlashDeferred: PlainDescriptor<Anonymize<Ifd72fm3ercb7b>>;
        /**
         * The slashes that waited for a validator were lifted.
         */
        SlashCancelled: PlainDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * A delegator paid what its validator's bond did not cover.
         */
        DelegatorSlashed: PlainDescriptor<Anonymize<If5u1pptjd5bjh>>;
    };
    Offences: {
        /**
         * There is an offence reported of the given `kind` happened at the `session_index` and
         * (kind-specific) time slot. This event is not deposited for duplicate slashes.
         * \[kind, slot\].
         */
        Offence: PlainDescriptor<Anonymize<I2bhk17btucdqn>>;
    };
    Session: {
        /**
         * New session has happened. Note that the argument is the session index, not the
         * block number as the type might suggest.
         */
        NewSession: PlainDescriptor<Anonymize<I2hq50pu2kdjpo>>;
        /**
         * The `NewSession` event in the current block also implies a new validator set to be
         * queued.
         */
        NewQueued: PlainDescriptor<undefined>;
        /**
         * Validator has been disabled.
         */
        ValidatorDisabled: PlainDescriptor<Anonymize<I9acqruh7322g2>>;
        /**
         * Validator has been re-enabled.
         */
        ValidatorReenabled: PlainDescriptor<Anonymize<I9acqruh7322g2>>;
    };
    Grandpa: {
        /**
         * New authority set has been applied.
         */
        NewAuthorities: PlainDescriptor<Anonymize<I5768ac424h061>>;
        /**
         * Current authority set has been paused.
         */
        Paused: PlainDescriptor<undefined>;
        /**
         * Current authority set has been resumed.
         */
        Resumed: PlainDescriptor<undefined>;
    };
    Utility: {
        /**
         * Batch of dispatches did not complete fully. Index of first failing dispatch given, as
         * well as the error.
         */
        BatchInterrupted: PlainDescriptor<Anonymize<Ibl8km69dc8ha7>>;
        /**
         * Batch of dispatches completed fully with no error.
         */
        BatchCompleted: PlainDescriptor<undefined>;
        /**
         * Batch of dispatches completed but has errors.
         */
        BatchCompletedWithErrors: PlainDescriptor<undefined>;
        /**
         * A single item within a Batch of dispatches has completed with no error.
         */
        ItemCompleted: PlainDescriptor<undefined>;
        /**
         * A single item within a Batch of dispatches has completed with error.
         */
        ItemFailed: PlainDescriptor<Anonymize<I2m3s76dkf9d7e>>;
        /**
         * A call was dispatched.
         */
        DispatchedAs: PlainDescriptor<Anonymize<I22vskcak6gose>>;
        /**
         * Main call was dispatched.
         */
        IfElseMainSuccess: PlainDescriptor<undefined>;
        /**
         * The fallback call was dispatched.
         */
        IfElseFallbackCalled: PlainDescriptor<Anonymize<I83iadh4bv5sa2>>;
    };
    Multisig: {
        /**
         * A new multisig operation has begun.
         */
        NewMultisig: PlainDescriptor<Anonymize<Iep27ialq4a7o7>>;
        /**
         * A multisig operation has been approved by someone.
         */
        MultisigApproval: PlainDescriptor<Anonymize<Iasu5jvoqr43mv>>;
        /**
         * A multisig operation has been executed.
         */
        MultisigExecuted: PlainDescriptor<Anonymize<I1pv9f66tgah6t>>;
        /**
         * A multisig operation has been cancelled.
         */
        MultisigCancelled: PlainDescriptor<Anonymize<I5qolde99acmd1>>;
        /**
         * The deposit for a multisig operation has been updated/poked.
         */
        DepositPoked: PlainDescriptor<Anonymize<I8gtde5abn1g9a>>;
    };
    Proxy: {
        /**
         * A proxy was executed correctly, with the given.
         */
        ProxyExecuted: PlainDescriptor<Anonymize<I22vskcak6gose>>;
        /**
         * A pure account has been created by new proxy with given
         * disambiguation index and proxy type.
         */
        PureCreated: PlainDescriptor<Anonymize<Ifich8maeh2rc5>>;
        /**
         * A pure proxy was killed by its spawner.
         */
        PureKilled: PlainDescriptor<Anonymize<Ichnn2p80bmquj>>;
        /**
         * An announcement was placed to make a call in the future.
         */
        Announced: PlainDescriptor<Anonymize<I2ur0oeqg495j8>>;
        /**
         * A proxy was added.
         */
        ProxyAdded: PlainDescriptor<Anonymize<Id575bpj8u17pc>>;
        /**
         * A proxy was removed.
         */
        ProxyRemoved: PlainDescriptor<Anonymize<Id575bpj8u17pc>>;
        /**
         * A deposit stored for proxies or announcements was poked / updated.
         */
        DepositPoked: PlainDescriptor<Anonymize<I1bhd210c3phjj>>;
    };
    Preimage: {
        /**
         * A preimage has been noted.
         */
        Noted: PlainDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * A preimage has been requested.
         */
        Requested: PlainDescriptor<Anonymize<I1jm8m1rh9e20v>>;
        /**
         * A preimage has ben cleared.
         */
        Cleared: PlainDescriptor<Anonymize<I1jm8m1rh9e20v>>;
    };
    Scheduler: {
        /**
         * Scheduled some task.
         */
        Scheduled: PlainDescriptor<Anonymize<I5n4sebgkfr760>>;
        /**
         * Canceled some task.
         */
        Canceled: PlainDescriptor<Anonymize<I5n4sebgkfr760>>;
        /**
         * Dispatched some task.
         */
        Dispatched: PlainDescriptor<Anonymize<I8uo5j7rj51msk>>;
        /**
         * Set a retry configuration for some task.
         */
        RetrySet: PlainDescriptor<Anonymize<Ia3c82eadg79bj>>;
        /**
         * Cancel a retry configuration for some task.
         */
        RetryCancelled: PlainDescriptor<Anonymize<Ienusoeb625ftq>>;
        /**
         * The call for the provided hash was not found so the task has been aborted.
         */
        CallUnavailable: PlainDescriptor<Anonymize<Ienusoeb625ftq>>;
        /**
         * The given task was unable to be renewed since the agenda is full at that block.
         */
        PeriodicFailed: PlainDescriptor<Anonymize<Ienusoeb625ftq>>;
        /**
         * The given task was unable to be retried since the agenda is full at that block or there
         * was not enough weight to reschedule it.
         */
        RetryFailed: PlainDescriptor<Anonymize<Ienusoeb625ftq>>;
        /**
         * The given task can never be executed since it is overweight.
         */
        PermanentlyOverweight: PlainDescriptor<Anonymize<Ienusoeb625ftq>>;
        /**
         * Agenda is incomplete from `when`.
         */
        AgendaIncomplete: PlainDescriptor<Anonymize<Ibtsa3docbr9el>>;
    };
    Sudo: {
        /**
         * A sudo call just took place.
         */
        Sudid: PlainDescriptor<Anonymize<I48lsrg41h9ucn>>;
        /**
         * The sudo key has been updated.
         */
        KeyChanged: PlainDescriptor<Anonymize<I5rtkmhm2dng4u>>;
        /**
         * The key was permanently removed.
         */
        KeyRemoved: PlainDescriptor<undefined>;
        /**
         * A [sudo_as](Pallet::sudo_as) call just took place.
         */
        SudoAsDone: PlainDescriptor<Anonymize<I48lsrg41h9ucn>>;
    };
    Treasury: {
        /**
         * We have ended a spend period and will now allocate funds.
         */
        Spending: PlainDescriptor<Anonymize<I8iksqi3eani0a>>;
        /**
         * Some funds have been allocated.
         */
        Awarded: PlainDescriptor<Anonymize<I16enopmju1p0q>>;
        /**
         * Some of our funds have been burnt.
         */
        Burnt: PlainDescriptor<Anonymize<I43kq8qudg7pq9>>;
        /**
         * Spending has finished; this is the amount that rolls over until next spend.
         */
        Rollover: PlainDescriptor<Anonymize<I76riseemre533>>;
        /**
         * Some funds have been deposited.
         */
        Deposit: PlainDescriptor<Anonymize<Ie5v6njpckr05b>>;
        /**
         * A new spend proposal has been approved.
         */
        SpendApproved: PlainDescriptor<Anonymize<I38bmcrmh852rk>>;
        /**
         * The inactive funds of the pallet have been updated.
         */
        UpdatedInactive: PlainDescriptor<Anonymize<I4hcillge8de5f>>;
        /**
         * A new asset spend proposal has been approved.
         */
        AssetSpendApproved: PlainDescriptor<Anonymize<I8usdc6tg7829p>>;
        /**
         * An approved spend was voided.
         */
        AssetSpendVoided: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * A payment happened.
         */
        Paid: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * A payment failed and can be retried.
         */
        PaymentFailed: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * A spend was processed and removed from the storage. It might have been successfully
         * paid or it may have expired.
         */
        SpendProcessed: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
    };
    ConvictionVoting: {
        /**
         * An account has delegated their vote to another account. \[who, target\]
         */
        Delegated: PlainDescriptor<Anonymize<I7svrbkiu01iec>>;
        /**
         * An \[account\] has cancelled a previous delegation operation.
         */
        Undelegated: PlainDescriptor<Anonymize<I6ouflveob4eli>>;
        /**
         * An account has voted
         */
        Voted: PlainDescriptor<Anonymize<I8cbok7qd7ru4t>>;
        /**
         * A vote has been removed
         */
        VoteRemoved: PlainDescriptor<Anonymize<I8cbok7qd7ru4t>>;
        /**
         * The lockup period of a conviction vote expired, and the funds have been unlocked.
         */
        VoteUnlocked: PlainDescriptor<Anonymize<I7kij8p9kchdjo>>;
    };
    Referenda: {
        /**
         * A referendum has been submitted.
         */
        Submitted: PlainDescriptor<Anonymize<I229ijht536qdu>>;
        /**
         * The decision deposit has been placed.
         */
        DecisionDepositPlaced: PlainDescriptor<Anonymize<I62nte77gksm0f>>;
        /**
         * The decision deposit has been refunded.
         */
        DecisionDepositRefunded: PlainDescriptor<Anonymize<I62nte77gksm0f>>;
        /**
         * A deposit has been slashed.
         */
        DepositSlashed: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * A referendum has moved into the deciding phase.
         */
        DecisionStarted: PlainDescriptor<Anonymize<I9cg2delv92pvq>>;
        /**
        
         */
        ConfirmStarted: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
        
         */
        ConfirmAborted: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * A referendum has ended its confirmation phase and is ready for approval.
         */
        Confirmed: PlainDescriptor<Anonymize<Ilhp45uime5tp>>;
        /**
         * A referendum has been approved and its proposal has been scheduled.
         */
        Approved: PlainDescriptor<Anonymize<I666bl2fqjkejo>>;
        /**
         * A proposal has been rejected by referendum.
         */
        Rejected: PlainDescriptor<Anonymize<Ilhp45uime5tp>>;
        /**
         * A referendum has been timed out without being decided.
         */
        TimedOut: PlainDescriptor<Anonymize<Ilhp45uime5tp>>;
        /**
         * A referendum has been cancelled.
         */
        Cancelled: PlainDescriptor<Anonymize<Ilhp45uime5tp>>;
        /**
         * A referendum has been killed.
         */
        Killed: PlainDescriptor<Anonymize<Ilhp45uime5tp>>;
        /**
         * The submission deposit has been refunded.
         */
        SubmissionDepositRefunded: PlainDescriptor<Anonymize<I62nte77gksm0f>>;
        /**
         * Metadata for a referendum has been set.
         */
        MetadataSet: PlainDescriptor<Anonymize<I4f1hv034jf1dt>>;
        /**
         * Metadata for a referendum has been cleared.
         */
        MetadataCleared: PlainDescriptor<Anonymize<I4f1hv034jf1dt>>;
    };
    Parameters: {
        /**
         * A Parameter was set.
         *
         * Is also emitted when the value was not changed.
         */
        Updated: PlainDescriptor<Anonymize<I164arm0gq57mj>>;
    };
    SafeMode: {
        /**
         * The safe-mode was entered until inclusively this block.
         */
        Entered: PlainDescriptor<Anonymize<I20e9ph536u7ti>>;
        /**
         * The safe-mode was extended until inclusively this block.
         */
        Extended: PlainDescriptor<Anonymize<I20e9ph536u7ti>>;
        /**
         * Exited the safe-mode for a specific reason.
         */
        Exited: PlainDescriptor<Anonymize<I8kcpmsh450rp>>;
        /**
         * An account reserved funds for either entering or extending the safe-mode.
         */
        DepositPlaced: PlainDescriptor<Anonymize<Ic262ibdoec56a>>;
        /**
         * An account had a reserve released that was reserved.
         */
        DepositReleased: PlainDescriptor<Anonymize<Ic262ibdoec56a>>;
        /**
         * An account had reserve slashed that was reserved.
         */
        DepositSlashed: PlainDescriptor<Anonymize<Ic262ibdoec56a>>;
        /**
         * Could not hold funds for entering or extending the safe-mode.
         *
         * This error comes from the underlying `Currency`.
         */
        CannotDeposit: PlainDescriptor<undefined>;
        /**
         * Could not release funds for entering or extending the safe-mode.
         *
         * This error comes from the underlying `Currency`.
         */
        CannotRelease: PlainDescriptor<undefined>;
    };
    TxPause: {
        /**
         * This pallet, or a specific call is now paused.
         */
        CallPaused: PlainDescriptor<Anonymize<Iba7pefg0d11kh>>;
        /**
         * This pallet, or a specific call is now unpaused.
         */
        CallUnpaused: PlainDescriptor<Anonymize<Iba7pefg0d11kh>>;
    };
    Datanets: {
        /**
         * A Datanet was created.
         */
        Created: PlainDescriptor<Anonymize<Icskhhmmbq0m8d>>;
        /**
         * The terms of a Datanet changed, for the next snapshot and later contributions.
         */
        TermsSet: PlainDescriptor<Anonymize<I11gq2aeqbc1ts>>;
        /**
         * The curators of a Datanet were replaced.
         */
        CuratorsSet: PlainDescriptor<Anonymize<Icmtp3kgfr4v41>>;
        /**
         * A contribution was made.
         */
        Contributed: PlainDescriptor<Anonymize<If5rtkqkqrp1fh>>;
        /**
         * A pending contribution was reviewed.
         */
        Reviewed: PlainDescriptor<Anonymize<I6rchvta0d3osf>>;
        /**
         * A contribution was flagged as bad.
         */
        Flagged: PlainDescriptor<Anonymize<I5aaeb1r7cste5>>;
        /**
         * A flag was upheld: the contribution is removed and its bond slashed.
         */
        FlagUpheld: PlainDescriptor<Anonymize<I87o6nkebumd1r>>;
        /**
         * A flag was dismissed: its bond went to the treasury.
         */
        FlagDismissed: PlainDescriptor<Anonymize<I7h761hgdr65lt>>;
        /**
         * A flag that no curator decided in time was cleared.
         */
        FlagLapsed: PlainDescriptor<Anonymize<Irpuurmdbu8h1>>;
        /**
         * A contribution was withdrawn by its contributor.
         */
        Revoked: PlainDescriptor<Anonymize<Irpuurmdbu8h1>>;
        /**
         * A snapshot was published.
         */
        SnapshotPublished: PlainDescriptor<Anonymize<Iak012sei7igea>>;
        /**
         * A Datanet was closed.
         */
        Closed: PlainDescriptor<Anonymize<Ic1g5nm2aio6q8>>;
        /**
         * An account committed itself to a root.
         */
        Committed: PlainDescriptor<Anonymize<Ir627krd96edn>>;
        /**
         * An account withdrew a commitment.
         */
        CommitmentWithdrawn: PlainDescriptor<Anonymize<I1vacg2br03r1r>>;
        /**
         * A copier lost a contribution to the account that had committed itself to its root first.
         */
        Reclaimed: PlainDescriptor<Anonymize<Iekvs7m0klh1tf>>;
        /**
         * A rejected contribution paid the curator for the review.
         */
        RejectionPaid: PlainDescriptor<Anonymize<I4mcnv9iqsanv9>>;
        /**
         * A curator's bond was put up or filled up.
         */
        CuratorBonded: PlainDescriptor<Anonymize<I4tvnovvm3tf95>>;
        /**
         * A curator's bond returned.
         */
        CuratorBondReleased: PlainDescriptor<Anonymize<Ifjfhlu79ookhu>>;
        /**
         * A jury proved a curator wrong.
         */
        CuratorPunished: PlainDescriptor<Anonymize<I4alq0b2g8gnfa>>;
        /**
         * A curator decided about a flag. The loser may appeal.
         */
        FlagDecided: PlainDescriptor<Anonymize<I4dqfv5hjsi5ec>>;
        /**
         * Somebody demanded a jury about a flag.
         */
        AppealMade: PlainDescriptor<Anonymize<I12i5k8jfofjs5>>;
        /**
         * A jury was drawn.
         */
        JurySworn: PlainDescriptor<Anonymize<Icf4maht62e6t9>>;
        /**
         * A juror voted.
         */
        JurorVoted: PlainDescriptor<Anonymize<I4d68glgo0345h>>;
        /**
         * A jury's decision was carried out.
         */
        JuryDecided: PlainDescriptor<Anonymize<Iefr9fflpdavuf>>;
        /**
         * A Datanet was offered to another account.
         */
        OwnershipOffered: PlainDescriptor<Anonymize<Iaus260n9j7n0h>>;
        /**
         * A Datanet has a new owner.
         */
        OwnershipTaken: PlainDescriptor<Anonymize<I50c65kjkegmnt>>;
    };
    Models: {
        /**
         * A base model was registered.
         */
        BaseRegistered: PlainDescriptor<Anonymize<I8c2ke8bdn3qoi>>;
        /**
         * A job's model was registered.
         */
        TunedRegistered: PlainDescriptor<Anonymize<I8jfpjmea337sg>>;
        /**
         * A model's card changed.
         */
        CardSet: PlainDescriptor<Anonymize<I3ltsr5qr5a9nr>>;
        /**
         * A model was listed, or its price changed.
         */
        Listed: PlainDescriptor<Anonymize<Icctac0a78vnj8>>;
        /**
         * A model is no longer listed.
         */
        Unlisted: PlainDescriptor<Anonymize<Ieb74d41f56m72>>;
        /**
         * A model, with the deposit behind it, has a new owner.
         */
        Transferred: PlainDescriptor<Anonymize<I6d08vltg69b8k>>;
        /**
         * A base model went to the account that had committed itself to its root first.
         */
        BaseReclaimed: PlainDescriptor<Anonymize<Ie4snv034qvcus>>;
        /**
         * Somebody claimed a base model that another account registered.
         */
        BaseContested: PlainDescriptor<Anonymize<Id8mmopku3c5am>>;
        /**
         * A contest was decided.
         */
        ContestResolved: PlainDescriptor<Anonymize<I9ocu3k2ig233v>>;
        /**
         * A contest was cleared that nobody decided.
         */
        ContestLapsed: PlainDescriptor<Anonymize<Id3f83gjjcskg5>>;
        /**
         * A registrant corrected the manifest of a base model.
         */
        ManifestCorrected: PlainDescriptor<Anonymize<Ia8qdcd799akr5>>;
    };
    ModelFactory: {
        /**
         * A provider bonded and offers its service.
         */
        ProviderRegistered: PlainDescriptor<Anonymize<Ie422543o8kfoh>>;
        /**
         * A provider changed its offer; its bond is whole.
         */
        ProviderUpdated: PlainDescriptor<Anonymize<Iapfa0230vl9ce>>;
        /**
         * A provider left with its bond.
         */
        ProviderLeft: PlainDescriptor<Anonymize<Iapfa0230vl9ce>>;
        /**
         * A provider lost part of its bond because a claim expired.
         */
        ProviderSlashed: PlainDescriptor<Anonymize<I8r8u5gkhpvpoe>>;
        /**
         * A provider lost part of its bond by the decision of another pallet, which says what for.
         */
        BondSlashed: PlainDescriptor<Anonymize<Ifk8eme5o7mukf>>;
        /**
         * A builder asked for a model and put the payment in escrow.
         */
        JobSubmitted: PlainDescriptor<Anonymize<Icer9avab68blr>>;
        /**
         * A provider took a job.
         */
        JobClaimed: PlainDescriptor<Anonymize<Ia223glvmuns24>>;
        /**
         * A job waits for a provider again.
         */
        JobReopened: PlainDescriptor<Anonymize<Idae9d343v4k44>>;
        /**
         * A provider published a result.
         */
        ResultSubmitted: PlainDescriptor<Anonymize<I5cso8ft74kgvv>>;
        /**
         * A job is paid and its model exists.
         */
        JobFinalised: PlainDescriptor<Anonymize<I5nqm2a1vbvskc>>;
        /**
         * A job was given up.
         */
        JobFailed: PlainDescriptor<Anonymize<Icvghu6u0d24hf>>;
        /**
         * A builder withdrew a job.
         */
        JobCancelled: PlainDescriptor<Anonymize<I1u82t0l0bm0mm>>;
        /**
         * A job that was over long ago was dropped. Its model's lineage stays in the registry.
         */
        JobForgotten: PlainDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * A provider gave notice. It takes nothing new on, and answers for what it did.
         */
        ProviderLeaving: PlainDescriptor<Anonymize<Iej237o971j1s2>>;
        /**
         * A provider has a result and committed to it: it is shown next.
         */
        ResultCommitted: PlainDescriptor<Anonymize<Ieuu1m1da9or4r>>;
        /**
         * A provider named another hot key, which counts at once.
         */
        WorkerSet: PlainDescriptor<Anonymize<Ie422543o8kfoh>>;
        /**
         * An account refused to be a provider's worker.
         */
        StashRefused: PlainDescriptor<Anonymize<Ie422543o8kfoh>>;
        /**
         * A result is repeated before it is paid.
         */
        ConfirmationCalled: PlainDescriptor<Anonymize<Ia4kaht6f5vpje>>;
        /**
         * A builder asked for a confirmation and put its price on hold.
         */
        ConfirmationAsked: PlainDescriptor<Anonymize<If0srg95gmadii>>;
        /**
         * A provider doubts a result and put a bond on hold for it.
         */
        ResultDoubted: PlainDescriptor<Anonymize<Idj2ct2nr60sd3>>;
        /**
         * Chance picked a verifier. It must commit before a block, or loses part of its bond.
         */
        VerifierDrawn: PlainDescriptor<Anonymize<Iehj8qrh0l2i7s>>;
        /**
         * A verifier committed to what it found.
         */
        RepetitionCommitted: PlainDescriptor<Anonymize<Ifi2rd5210jrro>>;
        /**
         * A verifier revealed what it found.
         */
        RepetitionRevealed: PlainDescriptor<Anonymize<Iddc9rgcush5ek>>;
        /**
         * A drawn verifier said nothing in time, or could not repeat what others could.
         */
        VerifierPenalised: PlainDescriptor<Anonymize<Ievs47nidqh2gp>>;
        /**
         * Enough verifiers came to the same result: it is paid when its window is over.
         */
        ResultConfirmed: PlainDescriptor<Anonymize<Idm79bcnk6deie>>;
        /**
         * Enough verifiers came to another result: the provider is not paid.
         */
        ResultRefuted: PlainDescriptor<Anonymize<Ibvdsuq7nh6dm3>>;
        /**
         * An account stood alone with a result, and lost its bond.
         */
        BondLost: PlainDescriptor<Anonymize<I8r8u5gkhpvpoe>>;
        /**
         * Too few verifiers said anything to decide about a result.
         */
        ConfirmationUndecided: PlainDescriptor<Anonymize<I6slmndeio1bm9>>;
    };
    Attribution: {
        /**
         * A session opened.
         */
        SessionOpened: PlainDescriptor<Anonymize<I9149pmlcnfs24>>;
        /**
         * A user deposited more.
         */
        ToppedUp: PlainDescriptor<Anonymize<I5ihfu304ha95p>>;
        /**
         * A voucher was settled. Its amount is divided when its window is over.
         */
        Settled: PlainDescriptor<Anonymize<I1b2s3hsg9aqo0>>;
        /**
         * A user or the model's owner asked to close: the provider may settle before block `at`.
         */
        SessionClosing: PlainDescriptor<Anonymize<Iee1f915n579mj>>;
        /**
         * A session closed, and what was left of its deposit went back.
         */
        SessionClosed: PlainDescriptor<Anonymize<Id7a4i0h3iaeos>>;
        /**
         * Another pallet paid into earnings.
         */
        Paid: PlainDescriptor<Anonymize<I95bp7idsftlcs>>;
        /**
         * An account took its earnings.
         */
        Claimed: PlainDescriptor<Anonymize<Id5fm4p8lj5qgi>>;
        /**
         * What a settlement had left was credited to everyone with a part in it.
         */
        Divided: PlainDescriptor<Anonymize<I72nrrvlt1422j>>;
        /**
         * A user set or ended the key that signs vouchers of a session.
         */
        KeyAuthorised: PlainDescriptor<Anonymize<Ichf3ajdr03hna>>;
        /**
         * A gift, a part of the platform's share, or a part of what the ruling of an audit took went into
         * the purse that pays audits.
         */
        AuditsFunded: PlainDescriptor<Anonymize<I3qt1hgg4djhgb>>;
    };
    Disputes: {
        /**
         * A settlement was challenged: its provider must reveal.
         */
        Challenged: PlainDescriptor<Anonymize<If689fjcqa5q8b>>;
        /**
         * A provider revealed what a challenge asks for.
         */
        Revealed: PlainDescriptor<Anonymize<I5hqdm7hac2lnc>>;
        /**
         * A verifier revealed its finding.
         */
        Voted: PlainDescriptor<Anonymize<I8jd4l43f5kr9f>>;
        /**
         * A provider was found wrong and slashed; the challenger's bond went back besides.
         */
        Convicted: PlainDescriptor<Anonymize<Ibnlsbuedj2a16>>;
        /**
         * A provider was found right, and the challenger lost its bond; if chance asked, the purse that pays
         * audits paid the verifiers.
         */
        Acquitted: PlainDescriptor<Anonymize<I5qdi6h01l90dt>>;
        /**
         * Another ruling had answered the question: the challenger's bond went back.
         */
        Dismissed: PlainDescriptor<Anonymize<Ifg7dah432p540>>;
        /**
         * Verifiers were drawn to repeat an answer.
         */
        VerifiersDrawn: PlainDescriptor<Anonymize<I6nj91apq4j460>>;
        /**
         * A verifier committed to its finding.
         */
        Committed: PlainDescriptor<Anonymize<Im9sfde1oa5ag>>;
        /**
         * Verifiers did not agree: others are drawn.
         */
        DrawnAgain: PlainDescriptor<Anonymize<Iel6os727b1jid>>;
        /**
         * Verifiers could not decide: the settlement stays as stated, the challenger's bond went back, and
         * the question stays open for the referee.
         */
        Undecided: PlainDescriptor<Anonymize<Irklfpj5s46mu>>;
        /**
         * Somebody paid the treasury: a verifier that was silent or wrong, a provider that revealed late, or
         * a challenger that doubted a true sum.
         */
        Penalised: PlainDescriptor<Anonymize<I6lt9ln30pptsb>>;
        /**
         * A receipt was shown that the accused's worker signed for the doubted answer.
         */
        ReceiptPresented: PlainDescriptor<Anonymize<Irklfpj5s46mu>>;
        /**
         * Chance has a settlement audited: its provider must reveal the answer that pays for a planck, or
         * all receipts.
         */
        Audited: PlainDescriptor<Anonymize<I6klhknlm46qb1>>;
    };
};
type IError = {
    System: {
        /**
         * The name of specification does not match between the current runtime
         * and the new runtime.
         */
        InvalidSpecName: PlainDescriptor<undefined>;
        /**
         * The specification version is not allowed to decrease between the current runtime
         * and the new runtime.
         */
        SpecVersionNeedsToIncrease: PlainDescriptor<undefined>;
        /**
         * Failed to extract the runtime version from the new runtime.
         *
         * Either calling `Core_version` or decoding `RuntimeVersion` failed.
         */
        FailedToExtractRuntimeVersion: PlainDescriptor<undefined>;
        /**
         * Suicide called when the account has non-default composite data.
         */
        NonDefaultComposite: PlainDescriptor<undefined>;
        /**
         * There is a non-zero reference count preventing the account from being purged.
         */
        NonZeroRefCount: PlainDescriptor<undefined>;
        /**
         * The origin filter prevent the call to be dispatched.
         */
        CallFiltered: PlainDescriptor<undefined>;
        /**
         * A multi-block migration is ongoing and prevents the current code from being replaced.
         */
        MultiBlockMigrationsOngoing: PlainDescriptor<undefined>;
        /**
         * No upgrade authorized.
         */
        NothingAuthorized: PlainDescriptor<undefined>;
        /**
         * The submitted code is not authorized.
         */
        Unauthorized: PlainDescriptor<undefined>;
    };
    Babe: {
        /**
         * An equivocation proof provided as part of an equivocation report is invalid.
         */
        InvalidEquivocationProof: PlainDescriptor<undefined>;
        /**
         * A key ownership proof provided as part of an equivocation report is invalid.
         */
        InvalidKeyOwnershipProof: PlainDescriptor<undefined>;
        /**
         * A given equivocation report is valid but already previously reported.
         */
        DuplicateOffenceReport: PlainDescriptor<undefined>;
        /**
         * Submitted configuration is invalid.
         */
        InvalidConfiguration: PlainDescriptor<undefined>;
    };
    Balances: {
        /**
         * Vesting balance too high to send value.
         */
        VestingBalance: PlainDescriptor<undefined>;
        /**
         * Account liquidity restrictions prevent withdrawal.
         */
        LiquidityRestrictions: PlainDescriptor<undefined>;
        /**
         * Balance too low to send value.
         */
        InsufficientBalance: PlainDescriptor<undefined>;
        /**
         * Value too low to create account due to existential deposit.
         */
        ExistentialDeposit: PlainDescriptor<undefined>;
        /**
         * Transfer/payment would kill account.
         */
        Expendability: PlainDescriptor<undefined>;
        /**
         * A vesting schedule already exists for this account.
         */
        ExistingVestingSchedule: PlainDescriptor<undefined>;
        /**
         * Beneficiary account must pre-exist.
         */
        DeadAccount: PlainDescriptor<undefined>;
        /**
         * Number of named reserves exceed `MaxReserves`.
         */
        TooManyReserves: PlainDescriptor<undefined>;
        /**
         * Number of holds exceed `VariantCountOf<T::RuntimeHoldReason>`.
         */
        TooManyHolds: PlainDescriptor<undefined>;
        /**
         * Number of freezes exceed `MaxFreezes`.
         */
        TooManyFreezes: PlainDescriptor<undefined>;
        /**
         * The issuance cannot be modified since it is already deactivated.
         */
        IssuanceDeactivated: PlainDescriptor<undefined>;
        /**
         * The delta cannot be zero.
         */
        DeltaZero: PlainDescriptor<undefined>;
    };
    Validators: {
        /**
         * The bond would be below `MinBond`; bond more, or leave to take all of it.
         */
        BondTooLow: PlainDescriptor<undefined>;
        /**
         * The account has no session keys; set them with `Session.set_keys` first.
         */
        NoSessionKeys: PlainDescriptor<undefined>;
        /**
         * The account is a validator already; use `delegate` to bond more, `rejoin` to return.
         */
        AlreadyValidator: PlainDescriptor<undefined>;
        /**
         * The account is not a validator, or has left; join first.
         */
        NotValidator: PlainDescriptor<undefined>;
        /**
         * The validator is a candidate already.
         */
        AlreadyCandidate: PlainDescriptor<undefined>;
        /**
         * The validator takes no delegations, because it left or is idle; choose a candidate.
         */
        NotCandidate: PlainDescriptor<undefined>;
        /**
         * The list of candidates is full; bond more than its last one has.
         */
        CandidatesFull: PlainDescriptor<undefined>;
        /**
         * The chain would have fewer validators than its minimum; wait until another has joined.
         */
        TooFewValidators: PlainDescriptor<undefined>;
        /**
         * An offence keeps the validator out for some sessions more; see `CoolDowns`.
         */
        CoolingDown: PlainDescriptor<undefined>;
        /**
         * The commission exceeds `MaxCommission`; choose a smaller one.
         */
        CommissionTooHigh: PlainDescriptor<undefined>;
        /**
         * The account is a candidate, or in the set of a planned session; leave and wait first.
         */
        StillValidator: PlainDescriptor<undefined>;
        /**
         * The delegation would be below `MinDelegation`; delegate more, or undelegate all of it.
         */
        DelegationTooLow: PlainDescriptor<undefined>;
        /**
         * The pool was slashed to nothing and takes no stake; choose another validator.
         */
        PoolWiped: PlainDescriptor<undefined>;
        /**
         * The account has no stake with this validator.
         */
        NoStake: PlainDescriptor<undefined>;
        /**
         * No amount was given; give one above zero.
         */
        NothingGiven: PlainDescriptor<undefined>;
        /**
         * Too many chunks are unbonding; withdraw, or wait for the oldest.
         */
        TooManyChunks: PlainDescriptor<undefined>;
        /**
         * Nothing has finished unbonding; see `Chunks` for when it will.
         */
        NothingToWithdraw: PlainDescriptor<undefined>;
        /**
         * Nothing was earned with this validator since the last claim.
         */
        NothingToClaim: PlainDescriptor<undefined>;
        /**
         * A number or an amount left its range.
         */
        Overflow: PlainDescriptor<undefined>;
        /**
         * A slash that waits claims the stake; withdraw it once the slash is applied or lifted. See
         * `PendingSlashes`.
         */
        SlashPending: PlainDescriptor<undefined>;
        /**
         * There is nothing to slash or to lift: it was done already, or nothing was reported.
         */
        NothingToSlash: PlainDescriptor<undefined>;
        /**
         * The account has positions with `MaxPools` validators; take all stake and earnings out of one.
         */
        TooManyValidators: PlainDescriptor<undefined>;
    };
    Session: {
        /**
         * Invalid ownership proof.
         */
        InvalidProof: PlainDescriptor<undefined>;
        /**
         * No associated validator ID for account.
         */
        NoAssociatedValidatorId: PlainDescriptor<undefined>;
        /**
         * Registered duplicate key.
         */
        DuplicatedKey: PlainDescriptor<undefined>;
        /**
         * No keys are associated with this account.
         */
        NoKeys: PlainDescriptor<undefined>;
        /**
         * Key setting account is not live, so it's impossible to associate keys.
         */
        NoAccount: PlainDescriptor<undefined>;
    };
    Grandpa: {
        /**
         * Attempt to signal GRANDPA pause when the authority set isn't live
         * (either paused or already pending pause).
         */
        PauseFailed: PlainDescriptor<undefined>;
        /**
         * Attempt to signal GRANDPA resume when the authority set isn't paused
         * (either live or already pending resume).
         */
        ResumeFailed: PlainDescriptor<undefined>;
        /**
         * Attempt to signal GRANDPA change with one already pending.
         */
        ChangePending: PlainDescriptor<undefined>;
        /**
         * Cannot signal forced change so soon after last.
         */
        TooSoon: PlainDescriptor<undefined>;
        /**
         * A key ownership proof provided as part of an equivocation report is invalid.
         */
        InvalidKeyOwnershipProof: PlainDescriptor<undefined>;
        /**
         * An equivocation proof provided as part of an equivocation report is invalid.
         */
        InvalidEquivocationProof: PlainDescriptor<undefined>;
        /**
         * A given equivocation report is valid but already previously reported.
         */
        DuplicateOffenceReport: PlainDescriptor<undefined>;
    };
    Utility: {
        /**
         * Too many calls batched.
         */
        TooManyCalls: PlainDescriptor<undefined>;
    };
    Multisig: {
        /**
         * Threshold must be 2 or greater.
         */
        MinimumThreshold: PlainDescriptor<undefined>;
        /**
         * Call is already approved by this signatory.
         */
        AlreadyApproved: PlainDescriptor<undefined>;
        /**
         * Call doesn't need any (more) approvals.
         */
        NoApprovalsNeeded: PlainDescriptor<undefined>;
        /**
         * There are too few signatories in the list.
         */
        TooFewSignatories: PlainDescriptor<undefined>;
        /**
         * There are too many signatories in the list.
         */
        TooManySignatories: PlainDescriptor<undefined>;
        /**
         * The signatories were provided out of order; they should be ordered.
         */
        SignatoriesOutOfOrder: PlainDescriptor<undefined>;
        /**
         * The sender was contained in the other signatories; it shouldn't be.
         */
        SenderInSignatories: PlainDescriptor<undefined>;
        /**
         * Multisig operation not found in storage.
         */
        NotFound: PlainDescriptor<undefined>;
        /**
         * Only the account that originally created the multisig is able to cancel it or update
         * its deposits.
         */
        NotOwner: PlainDescriptor<undefined>;
        /**
         * No timepoint was given, yet the multisig operation is already underway.
         */
        NoTimepoint: PlainDescriptor<undefined>;
        /**
         * A different timepoint was given to the multisig operation that is underway.
         */
        WrongTimepoint: PlainDescriptor<undefined>;
        /**
         * A timepoint was given, yet no multisig operation is underway.
         */
        UnexpectedTimepoint: PlainDescriptor<undefined>;
        /**
         * The maximum weight information provided was too low.
         */
        MaxWeightTooLow: PlainDescriptor<undefined>;
        /**
         * The data to be stored is already stored.
         */
        AlreadyStored: PlainDescriptor<undefined>;
    };
    Proxy: {
        /**
         * There are too many proxies registered or too many announcements pending.
         */
        TooMany: PlainDescriptor<undefined>;
        /**
         * Proxy registration not found.
         */
        NotFound: PlainDescriptor<undefined>;
        /**
         * Sender is not a proxy of the account to be proxied.
         */
        NotProxy: PlainDescriptor<undefined>;
        /**
         * A call which is incompatible with the proxy type's filter was attempted.
         */
        Unproxyable: PlainDescriptor<undefined>;
        /**
         * Account is already a proxy.
         */
        Duplicate: PlainDescriptor<undefined>;
        /**
         * Call may not be made by proxy because it may escalate its privileges.
         */
        NoPermission: PlainDescriptor<undefined>;
        /**
         * Announcement, if made at all, was made too recently.
         */
        Unannounced: PlainDescriptor<undefined>;
        /**
         * Cannot add self as proxy.
         */
        NoSelfProxy: PlainDescriptor<undefined>;
    };
    Preimage: {
        /**
         * Preimage is too large to store on-chain.
         */
        TooBig: PlainDescriptor<undefined>;
        /**
         * Preimage has already been noted on-chain.
         */
        AlreadyNoted: PlainDescriptor<undefined>;
        /**
         * The user is not authorized to perform this action.
         */
        NotAuthorized: PlainDescriptor<undefined>;
        /**
         * The preimage cannot be removed since it has not yet been noted.
         */
        NotNoted: PlainDescriptor<undefined>;
        /**
         * A preimage may not be removed when there are outstanding requests.
         */
        Requested: PlainDescriptor<undefined>;
        /**
         * The preimage request cannot be removed since no outstanding requests exist.
         */
        NotRequested: PlainDescriptor<undefined>;
        /**
         * More than `MAX_HASH_UPGRADE_BULK_COUNT` hashes were requested to be upgraded at once.
         */
        TooMany: PlainDescriptor<undefined>;
        /**
         * Too few hashes were requested to be upgraded (i.e. zero).
         */
        TooFew: PlainDescriptor<undefined>;
    };
    Scheduler: {
        /**
         * Failed to schedule a call
         */
        FailedToSchedule: PlainDescriptor<undefined>;
        /**
         * Cannot find the scheduled call.
         */
        NotFound: PlainDescriptor<undefined>;
        /**
         * Given target block number is in the past.
         */
        TargetBlockNumberInPast: PlainDescriptor<undefined>;
        /**
         * Reschedule failed because it does not change scheduled time.
         */
        RescheduleNoChange: PlainDescriptor<undefined>;
        /**
         * Attempt to use a non-named function on a named task.
         */
        Named: PlainDescriptor<undefined>;
    };
    Sudo: {
        /**
         * Sender must be the Sudo account.
         */
        RequireSudo: PlainDescriptor<undefined>;
    };
    Treasury: {
        /**
         * No proposal, bounty or spend at that index.
         */
        InvalidIndex: PlainDescriptor<undefined>;
        /**
         * Too many approvals in the queue.
         */
        TooManyApprovals: PlainDescriptor<undefined>;
        /**
         * The spend origin is valid but the amount it is allowed to spend is lower than the
         * amount to be spent.
         */
        InsufficientPermission: PlainDescriptor<undefined>;
        /**
         * Proposal has not been approved.
         */
        ProposalNotApproved: PlainDescriptor<undefined>;
        /**
         * The balance of the asset kind is not convertible to the balance of the native asset.
         */
        FailedToConvertBalance: PlainDescriptor<undefined>;
        /**
         * The spend has expired and cannot be claimed.
         */
        SpendExpired: PlainDescriptor<undefined>;
        /**
         * The spend is not yet eligible for payout.
         */
        EarlyPayout: PlainDescriptor<undefined>;
        /**
         * The payment has already been attempted.
         */
        AlreadyAttempted: PlainDescriptor<undefined>;
        /**
         * There was some issue with the mechanism of payment.
         */
        PayoutError: PlainDescriptor<undefined>;
        /**
         * The payout was not yet attempted/claimed.
         */
        NotAttempted: PlainDescriptor<undefined>;
        /**
         * The payment has neither failed nor succeeded yet.
         */
        Inconclusive: PlainDescriptor<undefined>;
    };
    ConvictionVoting: {
        /**
         * Poll is not ongoing.
         */
        NotOngoing: PlainDescriptor<undefined>;
        /**
         * The given account did not vote on the poll.
         */
        NotVoter: PlainDescriptor<undefined>;
        /**
         * The actor has no permission to conduct the action.
         */
        NoPermission: PlainDescriptor<undefined>;
        /**
         * The actor has no permission to conduct the action right now but will do in the future.
         */
        NoPermissionYet: PlainDescriptor<undefined>;
        /**
         * The account is already delegating.
         */
        AlreadyDelegating: PlainDescriptor<undefined>;
        /**
         * The account currently has votes attached to it and the operation cannot succeed until
         * these are removed through `remove_vote`.
         */
        AlreadyVoting: PlainDescriptor<undefined>;
        /**
         * Too high a balance was provided that the account cannot afford.
         */
        InsufficientFunds: PlainDescriptor<undefined>;
        /**
         * The account is not currently delegating.
         */
        NotDelegating: PlainDescriptor<undefined>;
        /**
         * Delegation to oneself makes no sense.
         */
        Nonsense: PlainDescriptor<undefined>;
        /**
         * Maximum number of votes reached.
         */
        MaxVotesReached: PlainDescriptor<undefined>;
        /**
         * The class must be supplied since it is not easily determinable from the state.
         */
        ClassNeeded: PlainDescriptor<undefined>;
        /**
         * The class ID supplied is invalid.
         */
        BadClass: PlainDescriptor<undefined>;
    };
    Referenda: {
        /**
         * Referendum is not ongoing.
         */
        NotOngoing: PlainDescriptor<undefined>;
        /**
         * Referendum's decision deposit is already paid.
         */
        HasDeposit: PlainDescriptor<undefined>;
        /**
         * The track identifier given was invalid.
         */
        BadTrack: PlainDescriptor<undefined>;
        /**
         * There are already a full complement of referenda in progress for this track.
         */
        Full: PlainDescriptor<undefined>;
        /**
         * The queue of the track is empty.
         */
        QueueEmpty: PlainDescriptor<undefined>;
        /**
         * The referendum index provided is invalid in this context.
         */
        BadReferendum: PlainDescriptor<undefined>;
        /**
         * There was nothing to do in the advancement.
         */
        NothingToDo: PlainDescriptor<undefined>;
        /**
         * No track exists for the proposal origin.
         */
        NoTrack: PlainDescriptor<undefined>;
        /**
         * Any deposit cannot be refunded until after the decision is over.
         */
        Unfinished: PlainDescriptor<undefined>;
        /**
         * The deposit refunder is not the depositor.
         */
        NoPermission: PlainDescriptor<undefined>;
        /**
         * The deposit cannot be refunded since none was made.
         */
        NoDeposit: PlainDescriptor<undefined>;
        /**
         * The referendum status is invalid for this operation.
         */
        BadStatus: PlainDescriptor<undefined>;
        /**
         * The preimage does not exist.
         */
        PreimageNotExist: PlainDescriptor<undefined>;
        /**
         * The preimage is stored with a different length than the one provided.
         */
        PreimageStoredWithDifferentLength: PlainDescriptor<undefined>;
    };
    Origins: {
        /**
         * The treasury has paid as much in this period as it may; call `payout` again in the next.
         */
        SpendCapReached: PlainDescriptor<undefined>;
        /**
         * The referendum is not under way, or its track oversees this one; only root stops it.
         */
        NotStoppable: PlainDescriptor<undefined>;
    };
    SafeMode: {
        /**
         * The safe-mode is (already or still) entered.
         */
        Entered: PlainDescriptor<undefined>;
        /**
         * The safe-mode is (already or still) exited.
         */
        Exited: PlainDescriptor<undefined>;
        /**
         * This functionality of the pallet is disabled by the configuration.
         */
        NotConfigured: PlainDescriptor<undefined>;
        /**
         * There is no balance reserved.
         */
        NoDeposit: PlainDescriptor<undefined>;
        /**
         * The account already has a deposit reserved and can therefore not enter or extend again.
         */
        AlreadyDeposited: PlainDescriptor<undefined>;
        /**
         * This deposit cannot be released yet.
         */
        CannotReleaseYet: PlainDescriptor<undefined>;
        /**
         * An error from the underlying `Currency`.
         */
        CurrencyError: PlainDescriptor<undefined>;
    };
    TxPause: {
        /**
         * The call is paused.
         */
        IsPaused: PlainDescriptor<undefined>;
        /**
         * The call is unpaused.
         */
        IsUnpaused: PlainDescriptor<undefined>;
        /**
         * The call is whitelisted and cannot be paused.
         */
        Unpausable: PlainDescriptor<undefined>;
        /**
        
         */
        NotFound: PlainDescriptor<undefined>;
    };
    Datanets: {
        /**
         * No Datanet has this id. Look it up in `DatanetsApi.datanets`.
         */
        UnknownDatanet: PlainDescriptor<undefined>;
        /**
         * No contribution of this Datanet has this id. Look it up in `DatanetsApi.contributions`.
         */
        UnknownContribution: PlainDescriptor<undefined>;
        /**
         * Only the Datanet's owner may do this.
         */
        NotOwner: PlainDescriptor<undefined>;
        /**
         * Only the Datanet's owner or one of its curators may do this.
         */
        NotCurator: PlainDescriptor<undefined>;
        /**
         * Only the contributor may revoke a contribution.
         */
        NotContributor: PlainDescriptor<undefined>;
        /**
         * Only the owner and curators contribute to a permissioned Datanet: ask the owner to be made one.
         */
        NotAdmitted: PlainDescriptor<undefined>;
        /**
         * Nobody reviews or flags their own contribution: leave it to another curator.
         */
        OwnContribution: PlainDescriptor<undefined>;
        /**
         * The flagger and the contributor do not decide a flag: leave it to another curator.
         */
        PartyToFlag: PlainDescriptor<undefined>;
        /**
         * The Datanet is closed for good: use another.
         */
        DatanetClosed: PlainDescriptor<undefined>;
        /**
         * A name or domain must be readable UTF-8, not blank, without control characters.
         */
        BadName: PlainDescriptor<undefined>;
        /**
         * A licence must be an SPDX expression such as `CC-BY-4.0`.
         */
        BadLicence: PlainDescriptor<undefined>;
        /**
         * The training fee is above the total supply: name one that somebody can pay.
         */
        FeeTooHigh: PlainDescriptor<undefined>;
        /**
         * An account is named as curator twice: name each once.
         */
        DuplicateCurator: PlainDescriptor<undefined>;
        /**
         * A contribution needs at least one record and one byte.
         */
        EmptyContribution: PlainDescriptor<undefined>;
        /**
         * The blob is longer than one contribution may be: split it into several.
         */
        ContributionTooLarge: PlainDescriptor<undefined>;
        /**
         * The same blob is already pending or accepted in this Datanet: contribute something else.
         */
        RootTaken: PlainDescriptor<undefined>;
        /**
         * This blob was removed after a flag was upheld and may not come back.
         */
        RootRemoved: PlainDescriptor<undefined>;
        /**
         * Too many contributions wait for review: try again when curators have caught up.
         */
        TooManyPending: PlainDescriptor<undefined>;
        /**
         * The Datanet holds as many accepted contributions as a snapshot can: use another, or wait until one
         * is revoked or removed.
         */
        DatanetFull: PlainDescriptor<undefined>;
        /**
         * The contribution does not wait for review.
         */
        NotPending: PlainDescriptor<undefined>;
        /**
         * The contribution is neither pending nor accepted: there is nothing left to act on.
         */
        NotLive: PlainDescriptor<undefined>;
        /**
         * It was contributed under terms that are not revocable; it can be revoked once the Datanet is
         * closed.
         */
        NotRevocable: PlainDescriptor<undefined>;
        /**
         * A flag is open: resolve it first.
         */
        FlagOpen: PlainDescriptor<undefined>;
        /**
         * No flag is open on this contribution.
         */
        NotFlagged: PlainDescriptor<undefined>;
        /**
         * Curators did not decide this flag in time: clear it with `uphold = false` and flag again if need
         * be.
         */
        FlagExpired: PlainDescriptor<undefined>;
        /**
         * A snapshot needs at least one accepted contribution.
         */
        NothingAccepted: PlainDescriptor<undefined>;
        /**
         * Contributions and terms are those of the previous snapshot: use that one.
         */
        NothingChanged: PlainDescriptor<undefined>;
        /**
         * This commitment is made already: contribute within its period, or withdraw it first.
         */
        AlreadyCommitted: PlainDescriptor<undefined>;
        /**
         * The account has as many commitments as it may: withdraw some.
         */
        TooManyCommitments: PlainDescriptor<undefined>;
        /**
         * The account has made no such commitment.
         */
        UnknownCommitment: PlainDescriptor<undefined>;
        /**
         * A record is at least one byte: state how many lines the blob has.
         */
        TooManyRecords: PlainDescriptor<undefined>;
        /**
         * The author has this blob in as many Datanets as it may: revoke it somewhere first.
         */
        TooManyPlaces: PlainDescriptor<undefined>;
        /**
         * Too many contributions of yours wait for review in this Datanet: try again when curators have
         * caught up.
         */
        TooManyPendingOfYours: PlainDescriptor<undefined>;
        /**
         * The account has no curator's bond in this Datanet.
         */
        NoCuratorBond: PlainDescriptor<undefined>;
        /**
         * What the curator decided can still be appealed against: wait until its time is over.
         */
        CuratorLiable: PlainDescriptor<undefined>;
        /**
         * A curator decided this flag: appeal against it, or conclude it once the time for that is over.
         */
        FlagDecided: PlainDescriptor<undefined>;
        /**
         * No curator decided this flag: decide it, or clear it once its time is over.
         */
        NotDecided: PlainDescriptor<undefined>;
        /**
         * The loser may still appeal: conclude the flag afterwards.
         */
        AppealOpen: PlainDescriptor<undefined>;
        /**
         * A jury is to decide this flag.
         */
        Appealed: PlainDescriptor<undefined>;
        /**
         * Only who lost may appeal: the contributor or the flagger.
         */
        NotLoser: PlainDescriptor<undefined>;
        /**
         * The time for appeals is over.
         */
        TooLateToAppeal: PlainDescriptor<undefined>;
        /**
         * Nobody appealed: there is no jury to draw and nothing to vote on.
         */
        NotAppealed: PlainDescriptor<undefined>;
        /**
         * The lot is known two blocks after the appeal: draw the jury then.
         */
        LotUnknown: PlainDescriptor<undefined>;
        /**
         * The jury is drawn already.
         */
        JuryDrawn: PlainDescriptor<undefined>;
        /**
         * The jury is not drawn yet: draw it first.
         */
        NoJury: PlainDescriptor<undefined>;
        /**
         * Only a juror, or its worker, votes.
         */
        NotJuror: PlainDescriptor<undefined>;
        /**
         * The juror has voted, and a vote is not taken back.
         */
        AlreadyVoted: PlainDescriptor<undefined>;
        /**
         * The time for votes is over: conclude the flag.
         */
        VoteOver: PlainDescriptor<undefined>;
        /**
         * Jurors may still vote: conclude the flag afterwards.
         */
        VoteOpen: PlainDescriptor<undefined>;
        /**
         * The Datanet is not offered to you: ask its owner.
         */
        NotOffered: PlainDescriptor<undefined>;
    };
    Models: {
        /**
         * No model has this id. Look it up in `ModelsApi.models`.
         */
        UnknownModel: PlainDescriptor<undefined>;
        /**
         * Only the model's owner may do this.
         */
        NotOwner: PlainDescriptor<undefined>;
        /**
         * A name must be readable UTF-8, not blank, without control characters.
         */
        BadName: PlainDescriptor<undefined>;
        /**
         * A licence must be an SPDX expression such as `Apache-2.0`.
         */
        BadLicence: PlainDescriptor<undefined>;
        /**
         * A manifest needs a root and a positive length, number of parameters and context.
         */
        BadManifest: PlainDescriptor<undefined>;
        /**
         * The royalty is above `MaxRoyalty`: ask for less.
         */
        RoyaltyTooHigh: PlainDescriptor<undefined>;
        /**
         * A base model with this root is registered: use that one.
         */
        AlreadyRegistered: PlainDescriptor<undefined>;
        /**
         * At least one part of the price must be above zero.
         */
        ZeroPrice: PlainDescriptor<undefined>;
        /**
         * The price is above the total supply: name one that somebody can pay.
         */
        PriceTooHigh: PlainDescriptor<undefined>;
        /**
         * Held-out loss did not fall, so this model is no better than its base and cannot be listed.
         */
        NoImprovement: PlainDescriptor<undefined>;
        /**
         * The model is not listed: there is nothing to take off the market.
         */
        NotListed: PlainDescriptor<undefined>;
        /**
         * The model is listed: unlist it before handing it over.
         */
        StillListed: PlainDescriptor<undefined>;
        /**
         * The new owner has the model already: name somebody else.
         */
        AlreadyOwner: PlainDescriptor<undefined>;
        /**
         * The new owner's account cannot hold the deposit: it must exist and have room for one more hold.
         */
        RecipientCannotHold: PlainDescriptor<undefined>;
        /**
         * The lineage names a base that is not a registered base model.
         */
        NotABase: PlainDescriptor<undefined>;
        /**
         * The lineage names a snapshot that is not published.
         */
        UnknownSnapshot: PlainDescriptor<undefined>;
        /**
         * A licence among base and Datanets allows no works made from what it covers: leave that out.
         */
        NoDerivatives: PlainDescriptor<undefined>;
        /**
         * One licence among base and Datanets forbids commerce and another one forbids that: leave one out.
         */
        NonCommercialConflict: PlainDescriptor<undefined>;
        /**
         * Two licences among base and Datanets each want the model under themselves: leave one out.
         */
        ShareAlikeConflict: PlainDescriptor<undefined>;
        /**
         * A licence that the chain does not know combines with itself and with what asks for credit only:
         * leave the others out.
         */
        UnknownLicenceConflict: PlainDescriptor<undefined>;
        /**
         * The licences of what this model learnt from cannot be combined, so it cannot be sold.
         */
        NoLicence: PlainDescriptor<undefined>;
        /**
         * A contest for this model is open: wait until it is decided or cleared.
         */
        ContestOpen: PlainDescriptor<undefined>;
        /**
         * No contest for this model is open.
         */
        NotContested: PlainDescriptor<undefined>;
        /**
         * A correction keeps the root: another file is another model.
         */
        OtherRoot: PlainDescriptor<undefined>;
        /**
         * A manifest can be corrected for `ClaimPeriod` after the registration only.
         */
        TooLateToCorrect: PlainDescriptor<undefined>;
        /**
         * The model was listed or tuned from, so its manifest stays as it is.
         */
        InUse: PlainDescriptor<undefined>;
    };
    ModelFactory: {
        /**
         * The account is a provider already: use `update_provider`.
         */
        AlreadyProvider: PlainDescriptor<undefined>;
        /**
         * The account is no provider: register it first.
         */
        NotProvider: PlainDescriptor<undefined>;
        /**
         * Another provider uses this worker key: make a new one.
         */
        WorkerInUse: PlainDescriptor<undefined>;
        /**
         * Receipts of four workers that were replaced still count: replace another when the oldest's
         * `FormerWorkerPeriod` is over.
         */
        TooManyWorkers: PlainDescriptor<undefined>;
        /**
         * The signer is no provider's worker key: sign with the hot key that was registered.
         */
        NotWorker: PlainDescriptor<undefined>;
        /**
         * Bases are empty, unsorted or repeated: name each once, ascending.
         */
        BadBases: PlainDescriptor<undefined>;
        /**
         * `max_parallel` must be between 1 and the chain's `MaxParallel`.
         */
        BadParallelism: PlainDescriptor<undefined>;
        /**
         * The endpoint must be UTF-8, or empty.
         */
        BadEndpoint: PlainDescriptor<undefined>;
        /**
         * The provider has jobs claimed or in a challenge window: finish them first.
         */
        ProviderBusy: PlainDescriptor<undefined>;
        /**
         * The provider's settlements can still be challenged, or are: leave when their windows are over.
         */
        ProviderLiable: PlainDescriptor<undefined>;
        /**
         * The base model is unknown, or is itself a tuned model: name a registered base model.
         */
        UnknownBase: PlainDescriptor<undefined>;
        /**
         * The model's name is blank, not UTF-8 or has control characters: choose another.
         */
        BadName: PlainDescriptor<undefined>;
        /**
         * The job names no snapshot, or names them unsorted or repeated: name each once, ascending.
         */
        BadSnapshots: PlainDescriptor<undefined>;
        /**
         * A snapshot that the job names was never published.
         */
        UnknownSnapshot: PlainDescriptor<undefined>;
        /**
         * A snapshot that the job names has no bytes to train on.
         */
        EmptySnapshot: PlainDescriptor<undefined>;
        /**
         * The held-out records are among the training records: keep them apart.
         */
        HeldOutInTraining: PlainDescriptor<undefined>;
        /**
         * Rank must be between 1 and 256.
         */
        BadRank: PlainDescriptor<undefined>;
        /**
         * Alpha must be 1 or more.
         */
        BadAlpha: PlainDescriptor<undefined>;
        /**
         * Targets must name at least one linear layer, ascending, each once.
         */
        BadTargets: PlainDescriptor<undefined>;
        /**
         * Learning rate must be above 0 and at most 1.
         */
        BadLearningRate: PlainDescriptor<undefined>;
        /**
         * Epochs must be between 1 and 100.
         */
        BadEpochs: PlainDescriptor<undefined>;
        /**
         * Batch must be between 1 and 1,024.
         */
        BadBatch: PlainDescriptor<undefined>;
        /**
         * Maximum length must be between 8 and 8,192.
         */
        BadLength: PlainDescriptor<undefined>;
        /**
         * Weight decay must be 1 or less.
         */
        BadWeightDecay: PlainDescriptor<undefined>;
        /**
         * The payment is below the chain's `MinJobPayment` and the deposit behind the model,
         * `TunedRecordDeposit`; or the result costs more than the escrow, and the job should be failed with
         * this reason.
         */
        PaymentTooLow: PlainDescriptor<undefined>;
        /**
         * Too many jobs wait or run: try again later.
         */
        TooManyJobs: PlainDescriptor<undefined>;
        /**
         * No job has this id, or its record was dropped long after it was over.
         */
        UnknownJob: PlainDescriptor<undefined>;
        /**
         * The job does not wait for a provider: claim another.
         */
        JobNotOpen: PlainDescriptor<undefined>;
        /**
         * The job waited too long: it can only be finalised.
         */
        JobExpired: PlainDescriptor<undefined>;
        /**
         * The base model is not among the provider's capabilities.
         */
        BaseNotOffered: PlainDescriptor<undefined>;
        /**
         * The provider works on as many jobs as it said it could: finish one first.
         */
        AtCapacity: PlainDescriptor<undefined>;
        /**
         * The provider's bond is too low for new work: `update_provider` tops it up.
         */
        BondTooLow: PlainDescriptor<undefined>;
        /**
         * The provider gave this job back before: leave it to others.
         */
        FailedBefore: PlainDescriptor<undefined>;
        /**
         * The job is not claimed: claim it first.
         */
        JobNotClaimed: PlainDescriptor<undefined>;
        /**
         * Another provider holds the claim on this job.
         */
        NotClaimant: PlainDescriptor<undefined>;
        /**
         * The claim's deadline has passed: the job can only be finalised.
         */
        DeadlinePassed: PlainDescriptor<undefined>;
        /**
         * Steps, tokens and adapter bytes must be positive.
         */
        EmptyResult: PlainDescriptor<undefined>;
        /**
         * The result counts more tokens than the snapshots can hold over all epochs.
         */
        TooManyTokens: PlainDescriptor<undefined>;
        /**
         * An evaluation must be given if, and only if, the job names held-out records.
         */
        EvaluationMismatch: PlainDescriptor<undefined>;
        /**
         * Only the builder of a job may cancel it.
         */
        NotBuilder: PlainDescriptor<undefined>;
        /**
         * A result is published: the job can no longer be cancelled.
         */
        ResultPublished: PlainDescriptor<undefined>;
        /**
         * The job is over: nothing more can be done with it.
         */
        JobOver: PlainDescriptor<undefined>;
        /**
         * Nothing has lapsed: wait for the end of the challenge window, claim or open period.
         */
        NothingToFinalise: PlainDescriptor<undefined>;
        /**
         * A number would grow beyond its type.
         */
        Overflow: PlainDescriptor<undefined>;
        /**
         * The pallet's records contradict each other. This is a bug: please report it.
         */
        Inconsistent: PlainDescriptor<undefined>;
        /**
         * The provider's notice is not over: call `leave` again after its last block.
         */
        NoticeNotOver: PlainDescriptor<undefined>;
        /**
         * The provider has been drawn for a duty: leave when it is released from it.
         */
        ProviderOnDuty: PlainDescriptor<undefined>;
        /**
         * The provider is leaving and takes nothing new on: `update_provider` takes the notice back.
         */
        ProviderIsLeaving: PlainDescriptor<undefined>;
        /**
         * The builder has as many jobs waiting as one account may: wait for one, or cancel it.
         */
        TooManyOwnJobs: PlainDescriptor<undefined>;
        /**
         * The provider gave a job back a short while ago: claim again when its rest is over.
         */
        Resting: PlainDescriptor<undefined>;
        /**
         * The job is reserved for providers that were drawn to confirm why it failed: claim another, or
         * wait.
         */
        Reserved: PlainDescriptor<undefined>;
        /**
         * The provider asks more for 1,000 tokens than the builder pays: lower the price, or claim another.
         */
        TooDear: PlainDescriptor<undefined>;
        /**
         * The builder names other providers, or asks for more jobs done than this one has: claim another.
         */
        NotWished: PlainDescriptor<undefined>;
        /**
         * The result is committed to and about to be shown: the job cannot be cancelled meanwhile.
         */
        ResultCommitted: PlainDescriptor<undefined>;
        /**
         * A result is committed to for this claim already: show it.
         */
        AlreadyCommitted: PlainDescriptor<undefined>;
        /**
         * The result is not the one committed to: show that one, or give the job back.
         */
        OtherResult: PlainDescriptor<undefined>;
        /**
         * The result counts fewer tokens than one for each record and epoch.
         */
        TooFewTokens: PlainDescriptor<undefined>;
        /**
         * The adapter was made from other data, as the chain knows: give the job back.
         */
        AdapterKnown: PlainDescriptor<undefined>;
        /**
         * No result of this job can be confirmed now: it is over, or its window is.
         */
        NothingToConfirm: PlainDescriptor<undefined>;
        /**
         * A confirmation was asked for already: wait for it.
         */
        AlreadyAsked: PlainDescriptor<undefined>;
        /**
         * The result is doubted already: one doubt has it repeated by two verifiers at least.
         */
        AlreadyDoubted: PlainDescriptor<undefined>;
        /**
         * A provider cannot doubt its own result.
         */
        OwnResult: PlainDescriptor<undefined>;
        /**
         * The provider was not drawn to repeat this job, or has revealed what it found.
         */
        NotDrawn: PlainDescriptor<undefined>;
        /**
         * It is too late to commit: another verifier is drawn.
         */
        CommitTooLate: PlainDescriptor<undefined>;
        /**
         * Nothing was committed to: commit first, reveal in a later block.
         */
        NotCommitted: PlainDescriptor<undefined>;
        /**
         * It is too late to reveal: another verifier is drawn.
         */
        RevealTooLate: PlainDescriptor<undefined>;
        /**
         * What is revealed is not what was committed to.
         */
        OtherCommitment: PlainDescriptor<undefined>;
        /**
         * The proof does not show the state after the step that the draw asks for: train, and show that.
         */
        BadProof: PlainDescriptor<undefined>;
        /**
         * The result is the same as the provider's: show the proof for that.
         */
        NotAnother: PlainDescriptor<undefined>;
        /**
         * The first verifier that contradicts the provider shows a bound, later ones a digest.
         */
        WrongForm: PlainDescriptor<undefined>;
    };
    Attribution: {
        /**
         * The model is unknown or not for sale; choose a listed one.
         */
        NotListed: PlainDescriptor<undefined>;
        /**
         * The account is not a bonded provider; choose one that is, by its stash.
         */
        UnknownProvider: PlainDescriptor<undefined>;
        /**
         * The deposit is below `MinDeposit`; deposit more.
         */
        DepositTooSmall: PlainDescriptor<undefined>;
        /**
         * No amount was given; give one above zero.
         */
        NothingGiven: PlainDescriptor<undefined>;
        /**
         * There is no such session; it may have been closed.
         */
        UnknownSession: PlainDescriptor<undefined>;
        /**
         * Only the session's user may do this.
         */
        NotTheUser: PlainDescriptor<undefined>;
        /**
         * Only the session's provider may settle: its stash or its worker.
         */
        NotTheProvider: PlainDescriptor<undefined>;
        /**
         * The session is closing and takes no more deposits; open another.
         */
        Closing: PlainDescriptor<undefined>;
        /**
         * The session's time has run out; settle before `closing_at` next time.
         */
        Closed: PlainDescriptor<undefined>;
        /**
         * The session can be closed by its user or its provider only, until its time has run out.
         */
        NotYet: PlainDescriptor<undefined>;
        /**
         * The voucher was signed for another chain.
         */
        WrongChain: PlainDescriptor<undefined>;
        /**
         * The voucher was signed for another session.
         */
        WrongSession: PlainDescriptor<undefined>;
        /**
         * The signature is not the user's over this voucher.
         */
        BadSignature: PlainDescriptor<undefined>;
        /**
         * The voucher promises no more than was settled; each must exceed the one before.
         */
        StaleVoucher: PlainDescriptor<undefined>;
        /**
         * The voucher promises more than was deposited; the user must top up.
         */
        AboveDeposit: PlainDescriptor<undefined>;
        /**
         * Influence is not strictly ascending by contribution.
         */
        InfluenceUnordered: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution with a share of zero; leave it out.
         */
        InfluenceZeroShare: PlainDescriptor<undefined>;
        /**
         * Influence does not sum to one billion.
         */
        InfluenceBadSum: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution that the model did not learn from.
         */
        UnknownContribution: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution of whoever asked: leave the asker's own records out.
         */
        OwnContribution: PlainDescriptor<undefined>;
        /**
         * Nothing was earned since the last claim.
         */
        NothingToClaim: PlainDescriptor<undefined>;
        /**
         * A settlement pays for at most 256 answers; settle earlier.
         */
        TooManyAnswers: PlainDescriptor<undefined>;
        /**
         * A number or an amount left its range.
         */
        Overflow: PlainDescriptor<undefined>;
        /**
         * The voucher pays for no answer beyond those that were settled; each must count more than the one
         * before.
         */
        NoAnswers: PlainDescriptor<undefined>;
        /**
         * The provider's bond does not cover this amount beside what it settled in open windows; add to the
         * bond, or settle at most what `AttributionApi.headroom` says.
         */
        BondTooLow: PlainDescriptor<undefined>;
        /**
         * The model costs more than the most that was agreed to; look at its price and open again.
         */
        PriceTooHigh: PlainDescriptor<undefined>;
        /**
         * The model costs more by now than this session's price; open a new session.
         */
        PriceRose: PlainDescriptor<undefined>;
        /**
         * The session has a key whose vouchers still settle; end it, and set another when its time is over.
         */
        KeyInUse: PlainDescriptor<undefined>;
        /**
         * There is no such settlement; it may have been divided.
         */
        UnknownSettlement: PlainDescriptor<undefined>;
        /**
         * The settlement can still be challenged, or is; distribute it when its window is over and its
         * challenges are resolved.
         */
        NotDue: PlainDescriptor<undefined>;
        /**
         * The settlement begins at another answer than the next to settle; state the influence of the
         * answers since the last settlement.
         */
        OtherStart: PlainDescriptor<undefined>;
        /**
         * The purse that pays audits holds less; nothing can be audited until more was divided.
         */
        PurseTooLow: PlainDescriptor<undefined>;
    };
    Disputes: {
        /**
         * There is no such settlement that can be challenged: none was made, or its window is over.
         */
        UnknownSettlement: PlainDescriptor<undefined>;
        /**
         * The settlement's window is over; challenge within `ChallengePeriod`.
         */
        WindowOver: PlainDescriptor<undefined>;
        /**
         * The settlement has fewer answers; number them from 0.
         */
        UnknownAnswer: PlainDescriptor<undefined>;
        /**
         * A provider cannot challenge its own settlement.
         */
        OwnSettlement: PlainDescriptor<undefined>;
        /**
         * A ruling has answered this already, for good.
         */
        AlreadyJudged: PlainDescriptor<undefined>;
        /**
         * The same is being challenged; wait for the ruling.
         */
        AlreadyChallenged: PlainDescriptor<undefined>;
        /**
         * This challenger has too many open challenges; try again when one is resolved.
         */
        TooManyChallenges: PlainDescriptor<undefined>;
        /**
         * There is no such challenge; it may have been resolved.
         */
        UnknownChallenge: PlainDescriptor<undefined>;
        /**
         * Only the challenged provider may reveal: its stash or its worker.
         */
        NotTheAccused: PlainDescriptor<undefined>;
        /**
         * The provider has revealed already.
         */
        AlreadyRevealed: PlainDescriptor<undefined>;
        /**
         * The time to reveal is over; the challenge can only be resolved.
         */
        RevealTooLate: PlainDescriptor<undefined>;
        /**
         * Show all receipts when the sum is doubted, and the one answer when that is.
         */
        WrongEvidence: PlainDescriptor<undefined>;
        /**
         * The receipts are not those that the settlement commits to; show exactly those, in order.
         */
        NotTheReceipts: PlainDescriptor<undefined>;
        /**
         * The token ids are not those that the receipt names; show exactly those.
         */
        NotTheTokens: PlainDescriptor<undefined>;
        /**
         * No verifiers are drawn: nothing was revealed to be repeated, or the chain could judge it alone.
         */
        NothingToVoteOn: PlainDescriptor<undefined>;
        /**
         * The time to reveal findings is over; the challenge can only be resolved.
         */
        VoteTooLate: PlainDescriptor<undefined>;
        /**
         * Only the providers that were drawn judge, by their stash or worker.
         */
        NotAVerifier: PlainDescriptor<undefined>;
        /**
         * Each verifier commits once and reveals once.
         */
        AlreadyVoted: PlainDescriptor<undefined>;
        /**
         * The influence given is the receipt's own; vote `Matches`, or give the other.
         */
        NotAnother: PlainDescriptor<undefined>;
        /**
         * Influence is not strictly ascending by contribution.
         */
        InfluenceUnordered: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution with a share of zero; leave it out.
         */
        InfluenceZeroShare: PlainDescriptor<undefined>;
        /**
         * Influence does not sum to one billion.
         */
        InfluenceBadSum: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution that the model did not learn from.
         */
        UnknownContribution: PlainDescriptor<undefined>;
        /**
         * Influence names a contribution of whoever asked: leave the asker's own records out.
         */
        OwnContribution: PlainDescriptor<undefined>;
        /**
         * The challenge waits for evidence or votes; resolve it when the time is over.
         */
        NotYetDue: PlainDescriptor<undefined>;
        /**
         * A number or an amount left its range.
         */
        Overflow: PlainDescriptor<undefined>;
        /**
         * Verifiers could not decide this; only the referee may, or another receipt of the worker's, by
         * `challenge_with_receipt`.
         */
        LeftToReferee: PlainDescriptor<undefined>;
        /**
         * The time to commit is over; reveal what was committed to.
         */
        CommitTooLate: PlainDescriptor<undefined>;
        /**
         * Findings are revealed when the time to commit is over, or all verifiers have committed; wait for
         * that.
         */
        VoteTooEarly: PlainDescriptor<undefined>;
        /**
         * Only what was committed to can be revealed, and nothing was.
         */
        NotCommitted: PlainDescriptor<undefined>;
        /**
         * Finding and salt are not what was committed to; reveal exactly that.
         */
        OtherCommitment: PlainDescriptor<undefined>;
        /**
         * A receipt is of use while one answer is doubted and nothing is proven yet; challenge that answer.
         */
        NothingToPresent: PlainDescriptor<undefined>;
        /**
         * The receipt is of another answer; present a paid one of this session with the doubted number.
         */
        OtherAnswer: PlainDescriptor<undefined>;
        /**
         * The signature is not the accused provider's worker's over this receipt.
         */
        NotSigned: PlainDescriptor<undefined>;
        /**
         * The receipt is the one that is known already; only another proves something.
         */
        SameReceipt: PlainDescriptor<undefined>;
        /**
         * The answer does not pay for the planck that the audit drew; show the one whose price, counted from
         * the cumulative amount of its receipt downwards, covers it.
         */
        OtherPlanck: PlainDescriptor<undefined>;
    };
};
type IConstants = {
    System: {
        /**
         * Block & extrinsics weights: base values and limits.
         */
        BlockWeights: PlainDescriptor<Anonymize<In7a38730s6qs>>;
        /**
         * The maximum length of a block (in bytes).
         */
        BlockLength: PlainDescriptor<Anonymize<Ibtil0ss5munbk>>;
        /**
         * Maximum number of block number to block hash mappings to keep (oldest pruned first).
         */
        BlockHashCount: PlainDescriptor<number>;
        /**
         * The weight of runtime database operations the runtime can invoke.
         */
        DbWeight: PlainDescriptor<Anonymize<I9s0ave7t0vnrk>>;
        /**
         * Get the chain's in-code version.
         */
        Version: PlainDescriptor<Anonymize<I4fo08joqmcqnm>>;
        /**
         * The designated SS58 prefix of this chain.
         *
         * This replaces the "ss58Format" property declared in the chain spec. Reason is
         * that the runtime should know about the prefix in order to make use of it as
         * an identifier of the chain.
         */
        SS58Prefix: PlainDescriptor<number>;
    };
    Timestamp: {
        /**
         * The minimum period between blocks.
         *
         * Be aware that this is different to the *expected* period that the block production
         * apparatus provides. Your chosen consensus system will generally work with this to
         * determine a sensible block time. For example, in the Aura pallet it will be double this
         * period on default settings.
         */
        MinimumPeriod: PlainDescriptor<bigint>;
    };
    Babe: {
        /**
         * The amount of time, in slots, that each epoch should last.
         * NOTE: Currently it is not possible to change the epoch duration after
         * the chain has started. Attempting to do so will brick block production.
         */
        EpochDuration: PlainDescriptor<bigint>;
        /**
         * The expected average block time at which BABE should be creating
         * blocks. Since BABE is probabilistic it is not trivial to figure out
         * what the expected average block time should be based on the slot
         * duration and the security parameter `c` (where `1 - c` represents
         * the probability of a slot being empty).
         */
        ExpectedBlockTime: PlainDescriptor<bigint>;
        /**
         * Max number of authorities allowed
         */
        MaxAuthorities: PlainDescriptor<number>;
        /**
         * The maximum number of nominators for each validator.
         */
        MaxNominators: PlainDescriptor<number>;
    };
    Balances: {
        /**
         * The minimum amount required to keep an account open. MUST BE GREATER THAN ZERO!
         *
         * If you *really* need it to be zero, you can enable the feature `insecure_zero_ed` for
         * this pallet. However, you do so at your own risk: this will open up a major DoS vector.
         * In case you have multiple sources of provider references, you may also get unexpected
         * behaviour if you set this to zero.
         *
         * Bottom line: Do yourself a favour and make it at least one!
         */
        ExistentialDeposit: PlainDescriptor<bigint>;
        /**
         * The maximum number of locks that should exist on an account.
         * Not strictly enforced, but used for weight estimation.
         *
         * Use of locks is deprecated in favour of freezes. See `https://github.com/paritytech/substrate/pull/12951/`
         */
        MaxLocks: PlainDescriptor<number>;
        /**
         * The maximum number of named reserves that can exist on an account.
         *
         * Use of reserves is deprecated in favour of holds. See `https://github.com/paritytech/substrate/pull/12951/`
         */
        MaxReserves: PlainDescriptor<number>;
        /**
         * The maximum number of individual freeze locks that can exist on an account at any time.
         */
        MaxFreezes: PlainDescriptor<number>;
    };
    TransactionPayment: {
        /**
         * A fee multiplier for `Operational` extrinsics to compute "virtual tip" to boost their
         * `priority`
         *
         * This value is multiplied by the `final_fee` to obtain a "virtual tip" that is later
         * added to a tip component in regular `priority` calculations.
         * It means that a `Normal` transaction can front-run a similarly-sized `Operational`
         * extrinsic (with no tip), by including a tip value greater than the virtual tip.
         *
         * ```rust,ignore
         * // For `Normal`
         * let priority = priority_calc(tip);
         *
         * // For `Operational`
         * let virtual_tip = (inclusion_fee + tip) * OperationalFeeMultiplier;
         * let priority = priority_calc(tip + virtual_tip);
         * ```
         *
         * Note that since we use `final_fee` the multiplier applies also to the regular `tip`
         * sent with the transaction. So, not only does the transaction get a priority bump based
         * on the `inclusion_fee`, but we also amplify the impact of tips applied to `Operational`
         * transactions.
         */
        OperationalFeeMultiplier: PlainDescriptor<number>;
    };
    Validators: {
        /**
         * Name of the account that holds stake, rewards and reserve.
         */
        PalletId: PlainDescriptor<SizedHex<8>>;
        /**
         * Largest number of validators in the set.
         */
        MaxValidators: PlainDescriptor<number>;
        /**
         * Largest number of candidates. When there are as many, another must have more stake than the last.
         */
        MaxCandidates: PlainDescriptor<number>;
        /**
         * Smallest bond of a validator itself, in planck.
         */
        MinBond: PlainDescriptor<bigint>;
        /**
         * Smallest delegation of an account to a validator, in planck.
         */
        MinDelegation: PlainDescriptor<bigint>;
        /**
         * Largest number of chunks of unbonding stake that an account has at a time.
         */
        MaxChunks: PlainDescriptor<number>;
        /**
         * Largest number of validators with which an account has stake or earnings at a time. It bounds what
         * is read to know all of an account's stake.
         */
        MaxPools: PlainDescriptor<number>;
        /**
         * Largest commission of a validator.
         */
        MaxCommission: PlainDescriptor<number>;
        /**
         * Longest unbonding time that a genesis may choose, in sessions. It bounds the work of a slash.
         */
        MaxUnbonding: PlainDescriptor<number>;
        /**
         * Number of sessions after an offence before the validator may be a candidate again.
         */
        CoolDown: PlainDescriptor<number>;
        /**
         * Number of sessions for which an offender sits out, where it stays in the set.
         */
        DisablePeriod: PlainDescriptor<number>;
        /**
         * Part of what a slash takes from the validator's own bond that goes to whoever reported the
         * offence. The rest is the treasury's.
         */
        ReporterShare: PlainDescriptor<number>;
        /**
         * Number of sessions for which a slash waits, so that a mistaken one can be lifted. It is at most
         * half of the unbonding time, whatever is given here.
         */
        SlashDefer: PlainDescriptor<number>;
        /**
         * Part of the median stake of the set that a candidate needs for a seat.
         */
        SeatShare: PlainDescriptor<number>;
        /**
         * Number of sessions in a row without a block after which a validator loses its seat.
         */
        MaxSilence: PlainDescriptor<number>;
        /**
         * Number of blocks that must have been expected of it in those: one that is there authors none of
         * `b` expected ones with a chance below `e^-b`.
         */
        MinExpected: PlainDescriptor<bigint>;
        /**
         * Number of sessions after which a raised commission counts, where there are delegators. They can
         * leave before.
         */
        CommissionNotice: PlainDescriptor<number>;
    };
    Session: {
        /**
         * The amount to be held when setting keys.
         */
        KeyDeposit: PlainDescriptor<bigint>;
    };
    Grandpa: {
        /**
         * Max Authorities in use
         */
        MaxAuthorities: PlainDescriptor<number>;
        /**
         * The maximum number of nominators for each validator.
         */
        MaxNominators: PlainDescriptor<number>;
        /**
         * The maximum number of entries to keep in the set id to session index mapping.
         *
         * Since the `SetIdSession` map is only used for validating equivocations this
         * value should relate to the bonding duration of whatever staking system is
         * being used (if any). If equivocation handling is not enabled then this value
         * can be zero.
         */
        MaxSetIdSessionEntries: PlainDescriptor<bigint>;
    };
    Utility: {
        /**
         * The limit on the number of batched calls.
         */
        batched_calls_limit: PlainDescriptor<number>;
    };
    Multisig: {
        /**
         * The base amount of currency needed to reserve for creating a multisig execution or to
         * store a dispatch call for later.
         *
         * This is held for an additional storage item whose value size is
         * `4 + sizeof((BlockNumber, Balance, AccountId))` bytes and whose key size is
         * `32 + sizeof(AccountId)` bytes.
         */
        DepositBase: PlainDescriptor<bigint>;
        /**
         * The amount of currency needed per unit threshold when creating a multisig execution.
         *
         * This is held for adding 32 bytes more into a pre-existing storage value.
         */
        DepositFactor: PlainDescriptor<bigint>;
        /**
         * The maximum amount of signatories allowed in the multisig.
         */
        MaxSignatories: PlainDescriptor<number>;
    };
    Proxy: {
        /**
         * The base amount of currency needed to reserve for creating a proxy.
         *
         * This is held for an additional storage item whose value size is
         * `sizeof(Balance)` bytes and whose key size is `sizeof(AccountId)` bytes.
         */
        ProxyDepositBase: PlainDescriptor<bigint>;
        /**
         * The amount of currency needed per proxy added.
         *
         * This is held for adding 32 bytes plus an instance of `ProxyType` more into a
         * pre-existing storage value. Thus, when configuring `ProxyDepositFactor` one should take
         * into account `32 + proxy_type.encode().len()` bytes of data.
         */
        ProxyDepositFactor: PlainDescriptor<bigint>;
        /**
         * The maximum amount of proxies allowed for a single account.
         */
        MaxProxies: PlainDescriptor<number>;
        /**
         * The maximum amount of time-delayed announcements that are allowed to be pending.
         */
        MaxPending: PlainDescriptor<number>;
        /**
         * The base amount of currency needed to reserve for creating an announcement.
         *
         * This is held when a new storage item holding a `Balance` is created (typically 16
         * bytes).
         */
        AnnouncementDepositBase: PlainDescriptor<bigint>;
        /**
         * The amount of currency needed per announcement made.
         *
         * This is held for adding an `AccountId`, `Hash` and `BlockNumber` (typically 68 bytes)
         * into a pre-existing storage value.
         */
        AnnouncementDepositFactor: PlainDescriptor<bigint>;
    };
    Scheduler: {
        /**
         * The maximum weight that may be scheduled per block for any dispatchables.
         */
        MaximumWeight: PlainDescriptor<Anonymize<I4q39t5hn830vp>>;
        /**
         * The maximum number of scheduled calls in the queue for a single block.
         *
         * NOTE:
         * + Dependent pallets' benchmarks might require a higher limit for the setting. Set a
         * higher limit under `runtime-benchmarks` feature.
         */
        MaxScheduledPerBlock: PlainDescriptor<number>;
    };
    Treasury: {
        /**
         * Period between successive spends.
         */
        SpendPeriod: PlainDescriptor<number>;
        /**
         * Percentage of spare funds (if any) that are burnt per spend period.
         */
        Burn: PlainDescriptor<number>;
        /**
         * The treasury's pallet id, used for deriving its sovereign account ID.
         */
        PalletId: PlainDescriptor<SizedHex<8>>;
        /**
         * DEPRECATED: associated with `spend_local` call and will be removed in May 2025.
         * Refer to <https://github.com/paritytech/polkadot-sdk/pull/5961> for migration to `spend`.
         *
         * The maximum number of approvals that can wait in the spending queue.
         *
         * NOTE: This parameter is also used within the Bounties Pallet extension if enabled.
         */
        MaxApprovals: PlainDescriptor<number>;
        /**
         * The period during which an approved treasury spend has to be claimed.
         */
        PayoutPeriod: PlainDescriptor<number>;
        /**
         * Gets this pallet's derived pot account.
         */
        pot_account: PlainDescriptor<SS58String>;
    };
    ConvictionVoting: {
        /**
         * The maximum number of concurrent votes an account may have.
         *
         * Also used to compute weight, an overly large value can lead to extrinsics with large
         * weight estimation: see `delegate` for instance.
         */
        MaxVotes: PlainDescriptor<number>;
        /**
         * The minimum period of vote locking.
         *
         * It should be no shorter than enactment period to ensure that in the case of an approval,
         * those successful voters are locked into the consequences that their votes entail.
         */
        VoteLockingPeriod: PlainDescriptor<number>;
    };
    Referenda: {
        /**
         * The minimum amount to be used as a deposit for a public referendum proposal.
         */
        SubmissionDeposit: PlainDescriptor<bigint>;
        /**
         * Maximum size of the referendum queue for a single track.
         */
        MaxQueued: PlainDescriptor<number>;
        /**
         * The number of blocks after submission that a referendum must begin being decided by.
         * Once this passes, then anyone may cancel the referendum.
         */
        UndecidingTimeout: PlainDescriptor<number>;
        /**
         * Quantization level for the referendum wakeup scheduler. A higher number will result in
         * fewer storage reads/writes needed for smaller voters, but also result in delays to the
         * automatic referendum status changes. Explicit servicing instructions are unaffected.
         */
        AlarmInterval: PlainDescriptor<number>;
        /**
         * A list of tracks.
         *
         * Note: if the tracks are dynamic, the value in the static metadata might be inaccurate.
         */
        Tracks: PlainDescriptor<Anonymize<Ibafpkl9hhno69>>;
    };
    SafeMode: {
        /**
         * For how many blocks the safe-mode will be entered by [`Pallet::enter`].
         */
        EnterDuration: PlainDescriptor<number>;
        /**
         * For how many blocks the safe-mode can be extended by each [`Pallet::extend`] call.
         *
         * This does not impose a hard limit as the safe-mode can be extended multiple times.
         */
        ExtendDuration: PlainDescriptor<number>;
        /**
         * The amount that will be reserved upon calling [`Pallet::enter`].
         *
         * `None` disallows permissionlessly enabling the safe-mode and is a sane default.
         */
        EnterDepositAmount: PlainDescriptor<Anonymize<I35p85j063s0il>>;
        /**
         * The amount that will be reserved upon calling [`Pallet::extend`].
         *
         * `None` disallows permissionlessly extending the safe-mode and is a sane default.
         */
        ExtendDepositAmount: PlainDescriptor<Anonymize<I35p85j063s0il>>;
        /**
         * The minimal duration a deposit will remain reserved after safe-mode is entered or
         * extended, unless [`Pallet::force_release_deposit`] is successfully called sooner.
         *
         * Every deposit is tied to a specific activation or extension, thus each deposit can be
         * released independently after the delay for it has passed.
         *
         * `None` disallows permissionlessly releasing the safe-mode deposits and is a sane
         * default.
         */
        ReleaseDelay: PlainDescriptor<Anonymize<I4arjljr6dpflb>>;
    };
    TxPause: {
        /**
         * Maximum length for pallet name and call name SCALE encoded string names.
         *
         * TOO LONG NAMES WILL BE TREATED AS PAUSED.
         */
        MaxNameLen: PlainDescriptor<number>;
    };
    Datanets: {
        /**
         * Planck held of the owner of a Datanet. What its bytes cost stays on hold when it is closed.
         */
        DatanetDeposit: PlainDescriptor<bigint>;
        /**
         * Planck held for every contribution, whatever its size.
         */
        ContributionBondBase: PlainDescriptor<bigint>;
        /**
         * Planck held for every byte of a contribution.
         */
        ContributionBondPerByte: PlainDescriptor<bigint>;
        /**
         * Planck held of the account that flags a contribution.
         */
        FlagBond: PlainDescriptor<bigint>;
        /**
         * Number of blocks in which curators may decide a flag. After that, anyone may clear it.
         */
        FlagPeriod: PlainDescriptor<number>;
        /**
         * Largest number of curators of a Datanet.
         */
        MaxCurators: PlainDescriptor<number>;
        /**
         * Largest number of contributions of a Datanet that wait for review at a time.
         */
        MaxPending: PlainDescriptor<number>;
        /**
         * Longest blob of one contribution, in bytes.
         */
        MaxContributionBytes: PlainDescriptor<bigint>;
        /**
         * Share of its bond that a rejected contribution costs, up to one `ContributionBondBase`. The
         * curator who rejected it earns it.
         */
        RejectionFee: PlainDescriptor<number>;
        /**
         * Planck held of a curator who decides something.
         */
        CuratorBond: PlainDescriptor<bigint>;
        /**
         * Number of blocks for which a curator's bond stays after what it decided last.
         */
        CuratorPeriod: PlainDescriptor<number>;
        /**
         * Planck held of the account that demands a jury.
         */
        AppealBond: PlainDescriptor<bigint>;
        /**
         * Number of blocks in which the loser may appeal against a verdict on a flag.
         */
        AppealPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks in which a jury votes.
         */
        JuryPeriod: PlainDescriptor<number>;
        /**
         * Planck held for a commitment.
         */
        CommitmentDeposit: PlainDescriptor<bigint>;
        /**
         * Number of blocks for which a commitment counts.
         */
        CommitPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks in which a root is taken back from an account that contributed it without having
         * been the first to commit itself to it.
         */
        ReclaimPeriod: PlainDescriptor<number>;
        /**
         * Largest number of commitments of an account.
         */
        MaxCommitments: PlainDescriptor<number>;
        /**
         * Largest number of one account's contributions to a Datanet that wait for review at a time.
         */
        MaxPendingPerAccount: PlainDescriptor<number>;
        /**
         * Planck held for every byte that stays for ever: of a snapshot, of a contribution that is over, of
         * a Datanet that is closed.
         */
        DepositPerByte: PlainDescriptor<bigint>;
        /**
         * Number of blocks without anything done by owner and curators after which contributors may leave.
         */
        AbandonPeriod: PlainDescriptor<number>;
        /**
         * Planck of a contribution's bond that stay on hold when it is revoked or rejected: what its record
         * costs, which is kept for ever.
         */
        ContributionRecordDeposit: PlainDescriptor<bigint>;
        /**
         * Planck of a Datanet's deposit that stay on hold when it is closed: what its record costs, which is
         * kept for ever.
         */
        DatanetRecordDeposit: PlainDescriptor<bigint>;
    };
    Models: {
        /**
         * Number of blocks after its registration in which a base model pays no royalty, and in which an
         * older commitment to its root takes it over.
         */
        ClaimPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks for which a contest stands undecided.
         */
        ContestPeriod: PlainDescriptor<number>;
        /**
         * Planck held of the owner of a base model for as long as it is registered, which is for ever. It
         * moves with the model.
         */
        RegistrationDeposit: PlainDescriptor<bigint>;
        /**
         * Planck held of the owner of a model while it is listed.
         */
        ListingDeposit: PlainDescriptor<bigint>;
        /**
         * Planck held of the owner of a tuned model for each byte of its record, which stays for ever.
         */
        DepositPerByte: PlainDescriptor<bigint>;
        /**
         * Largest share of a tuned model's fees that its base may ask for.
         */
        MaxRoyalty: PlainDescriptor<number>;
        /**
         * Planck of a job's escrow that go on hold of the owner of the model that it makes: what the model's
         * record costs, which is kept for ever. They move with the model.
         */
        TunedRecordDeposit: PlainDescriptor<bigint>;
    };
    ModelFactory: {
        /**
         * Account that receives slashes and listing fees.
         */
        Treasury: PlainDescriptor<SS58String>;
        /**
         * Planck on hold behind each provider.
         */
        ProviderBond: PlainDescriptor<bigint>;
        /**
         * Number of blocks between a provider's notice and its leaving. It must be longer than anything that
         * the provider did can be questioned for.
         */
        LeaveNotice: PlainDescriptor<number>;
        /**
         * Number of blocks for which receipts of a worker that was replaced still count against its
         * provider, in sessions from before. It should be longer than sessions stay unsettled.
         */
        FormerWorkerPeriod: PlainDescriptor<number>;
        /**
         * Planck that a provider loses when a claim expires.
         */
        ExpirySlash: PlainDescriptor<bigint>;
        /**
         * Smallest payment of a job, in planck.
         */
        MinJobPayment: PlainDescriptor<bigint>;
        /**
         * Share of a claimed job's escrow that its provider gets at least when the builder cancels.
         */
        CancelCompensation: PlainDescriptor<number>;
        /**
         * Number of blocks of work after which a cancelled claim is paid as if it were done. It must be
         * positive.
         */
        CancelFullAfter: PlainDescriptor<number>;
        /**
         * Number of blocks for which a committed result keeps the builder from cancelling.
         */
        CommitPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks in which a provider that gave a job back claims nothing.
         */
        FailRest: PlainDescriptor<number>;
        /**
         * Number of blocks that a job waits for a provider.
         */
        OpenPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks that a provider has to submit a result.
         */
        ClaimPeriod: PlainDescriptor<number>;
        /**
         * Number of blocks between a result and its payment.
         */
        ChallengePeriod: PlainDescriptor<number>;
        /**
         * Smallest share of results that chance has repeated before they are paid. If it is zero, chance has
         * none repeated.
         */
        AuditShare: PlainDescriptor<number>;
        /**
         * Number of blocks whose randomness a draw of verifiers waits for.
         */
        DrawDelay: PlainDescriptor<number>;
        /**
         * Planck that doubting a result costs whoever is wrong, and brings whoever is right, beyond what
         * repeating the job costs.
         */
        DoubtBond: PlainDescriptor<bigint>;
        /**
         * Planck that a drawn verifier loses that says nothing.
         */
        SilencePenalty: PlainDescriptor<bigint>;
        /**
         * Largest number of jobs that one provider works on at a time.
         */
        MaxParallel: PlainDescriptor<number>;
        /**
         * Largest number of claims of one job.
         */
        MaxAttempts: PlainDescriptor<number>;
        /**
         * Largest number of jobs that are open or claimed at a time.
         */
        MaxOpenJobs: PlainDescriptor<number>;
        /**
         * Largest number of jobs of one builder that wait at a time.
         */
        MaxOpenOf: PlainDescriptor<number>;
        /**
         * Number of finished jobs that are kept, the newest first.
         */
        KeepFinished: PlainDescriptor<number>;
    };
    Attribution: {
        /**
         * Name of the account that holds all earnings.
         */
        PalletId: PlainDescriptor<SizedHex<8>>;
        /**
         * Parts by which a settled amount is divided; they sum to one.
         */
        Split: PlainDescriptor<Anonymize<I2v6m6jvp5io7l>>;
        /**
         * Smallest deposit that opens a session: it bounds how many there are.
         */
        MinDeposit: PlainDescriptor<bigint>;
        /**
         * Blocks between a user's wish to close and the end, for the provider to settle in.
         */
        GracePeriod: PlainDescriptor<number>;
        /**
         * Blocks for which a settlement can be challenged.
         */
        ChallengePeriod: PlainDescriptor<number>;
        /**
         * Planck that a lie costs a provider beyond what it was about. So much of a bond covers no
         * settlement.
         */
        Penalty: PlainDescriptor<bigint>;
        /**
         * Part of the platform's share that pays audits, so that checking does not live on volunteers.
         */
        AuditShare: PlainDescriptor<number>;
    };
    Disputes: {
        /**
         * Blocks that a challenged provider has to reveal, if nothing else of it is challenged.
         */
        RevealPeriod: PlainDescriptor<number>;
        /**
         * Blocks after that in which it may still reveal, for [`Config::LateFee`].
         */
        LatePeriod: PlainDescriptor<number>;
        /**
         * Blocks from the opening of an answer to the draw of its verifiers.
         */
        DrawDelay: PlainDescriptor<number>;
        /**
         * Blocks that drawn verifiers have to repeat the answer and to commit.
         */
        CommitPeriod: PlainDescriptor<number>;
        /**
         * Blocks after that in which they reveal what they committed to.
         */
        DisclosePeriod: PlainDescriptor<number>;
        /**
         * How many verifiers are drawn for a round.
         */
        Drawn: PlainDescriptor<number>;
        /**
         * Fewest findings that decide anything.
         */
        Quorum: PlainDescriptor<number>;
        /**
         * Planck held of whoever challenges.
         */
        ChallengeBond: PlainDescriptor<bigint>;
        /**
         * Planck that a conviction costs a provider beyond what the lie was about.
         */
        Penalty: PlainDescriptor<bigint>;
        /**
         * Planck that each verifier gets who was right, as far as the money reaches.
         */
        VerifierReward: PlainDescriptor<bigint>;
        /**
         * Planck that a verifier loses whose finding the others contradict.
         */
        MinorityPenalty: PlainDescriptor<bigint>;
        /**
         * Planck that a verifier loses who was drawn and says nothing.
         */
        SilencePenalty: PlainDescriptor<bigint>;
        /**
         * Planck that a provider loses who reveals late.
         */
        LateFee: PlainDescriptor<bigint>;
        /**
         * Planck that an audit pays each verifier who finds the answer right. Nothing is audited if it is
         * zero.
         */
        AuditFee: PlainDescriptor<bigint>;
        /**
         * Most challenges that a challenger may have open at a time.
         */
        MaxChallenges: PlainDescriptor<number>;
    };
};
type IViewFns = {
    Proxy: {
        /**
         * Check if a `RuntimeCall` is allowed for a given `ProxyType`.
         */
        check_permissions: RuntimeDescriptor<[call: Anonymize<I7cmt9rpso98r9>, proxy_type: Anonymize<I46c5qk1im47tg>], boolean>;
        /**
         * Check if one `ProxyType` is a subset of another `ProxyType`.
         */
        is_superset: RuntimeDescriptor<[to_check: Anonymize<I46c5qk1im47tg>, against: Anonymize<I46c5qk1im47tg>], boolean>;
    };
};
type IRuntimeCalls = {
    /**
     * The `Core` runtime api that every Substrate runtime needs to implement.
     */
    Core: {
        /**
         * Returns the version of the runtime.
         */
        version: RuntimeDescriptor<[], Anonymize<I4fo08joqmcqnm>>;
        /**
         * Execute the given block.
         */
        execute_block: RuntimeDescriptor<[block: Anonymize<Iaqet9jc3ihboe>], undefined>;
        /**
         * Initialize a block with the given header and return the runtime executive mode.
         */
        initialize_block: RuntimeDescriptor<[header: Anonymize<Ic952bubvq4k7d>], Anonymize<I2v50gu3s1aqk6>>;
    };
    /**
     * The `Metadata` api trait that returns metadata for the runtime.
     */
    Metadata: {
        /**
         * Returns the metadata of a runtime.
         */
        metadata: RuntimeDescriptor<[], Uint8Array>;
        /**
         * Returns the metadata at a given version.
         *
         * If the given `version` isn't supported, this will return `None`.
         * Use [`Self::metadata_versions`] to find out about supported metadata version of the runtime.
         */
        metadata_at_version: RuntimeDescriptor<[version: number], Anonymize<Iabpgqcjikia83>>;
        /**
         * Returns the supported metadata versions.
         *
         * This can be used to call `metadata_at_version`.
         */
        metadata_versions: RuntimeDescriptor<[], Anonymize<Icgljjb6j82uhn>>;
    };
    /**
     * Runtime API for executing view functions
     */
    RuntimeViewFunction: {
        /**
         * Execute a view function query.
         */
        execute_view_function: RuntimeDescriptor<[query_id: Anonymize<I4gil44d08grh>, input: Uint8Array], Anonymize<I7u915mvkdsb08>>;
    };
    /**
     * The `BlockBuilder` api trait that provides the required functionality for building a block.
     */
    BlockBuilder: {
        /**
         * Apply the given extrinsic.
         *
         * Returns an inclusion outcome which specifies if this extrinsic is included in
         * this block or not.
         */
        apply_extrinsic: RuntimeDescriptor<[extrinsic: Uint8Array], Anonymize<I1um4oh1g67jtl>>;
        /**
         * Finish the current block.
         */
        finalize_block: RuntimeDescriptor<[], Anonymize<Ic952bubvq4k7d>>;
        /**
         * Generate inherent extrinsics. The inherent data will vary from chain to chain.
         */
        inherent_extrinsics: RuntimeDescriptor<[inherent: Anonymize<If7uv525tdvv7a>], Anonymize<Itom7fk49o0c9>>;
        /**
         * Check that the inherents are valid. The inherent data will vary from chain to chain.
         */
        check_inherents: RuntimeDescriptor<[block: Anonymize<Iaqet9jc3ihboe>, data: Anonymize<If7uv525tdvv7a>], Anonymize<I2an1fs2eiebjp>>;
    };
    /**
     * The `TaggedTransactionQueue` api trait for interfering with the transaction queue.
     */
    TaggedTransactionQueue: {
        /**
         * Validate the transaction.
         *
         * This method is invoked by the transaction pool to learn details about given transaction.
         * The implementation should make sure to verify the correctness of the transaction
         * against current state. The given `block_hash` corresponds to the hash of the block
         * that is used as current state.
         *
         * Note that this call may be performed by the pool multiple times and transactions
         * might be verified in any possible order.
         */
        validate_transaction: RuntimeDescriptor<[source: TransactionValidityTransactionSource, tx: Uint8Array, block_hash: SizedHex<32>], Anonymize<I9ask1o4tfvcvs>>;
    };
    /**
     * The offchain worker api.
     */
    OffchainWorkerApi: {
        /**
         * Starts the off-chain task for given block header.
         */
        offchain_worker: RuntimeDescriptor<[header: Anonymize<Ic952bubvq4k7d>], undefined>;
    };
    /**
     * API necessary for block authorship with BABE.
     */
    BabeApi: {
        /**
         * Return the configuration for BABE.
         */
        configuration: RuntimeDescriptor<[], Anonymize<Iems84l8lk2v0c>>;
        /**
         * Returns the slot that started the current epoch.
         */
        current_epoch_start: RuntimeDescriptor<[], bigint>;
        /**
         * Returns information regarding the current epoch.
         */
        current_epoch: RuntimeDescriptor<[], Anonymize<I1r5ke30ueqo0r>>;
        /**
         * Returns information regarding the next epoch (which was already
         * previously announced).
         */
        next_epoch: RuntimeDescriptor<[], Anonymize<I1r5ke30ueqo0r>>;
        /**
         * Generates a proof of key ownership for the given authority in the
         * current epoch. An example usage of this module is coupled with the
         * session historical module to prove that a given authority key is
         * tied to a given staking identity during a specific session. Proofs
         * of key ownership are necessary for submitting equivocation reports.
         * NOTE: even though the API takes a `slot` as parameter the current
         * implementations ignores this parameter and instead relies on this
         * method being called at the correct block height, i.e. any point at
         * which the epoch for the given slot is live on-chain. Future
         * implementations will instead use indexed data through an offchain
         * worker, not requiring older states to be available.
         */
        generate_key_ownership_proof: RuntimeDescriptor<[slot: bigint, authority_id: SizedHex<32>], Anonymize<Iabpgqcjikia83>>;
        /**
         * Submits an unsigned extrinsic to report an equivocation. The caller
         * must provide the equivocation proof and a key ownership proof
         * (should be obtained using `generate_key_ownership_proof`). The
         * extrinsic will be unsigned and should only be accepted for local
         * authorship (not to be broadcast to the network). This method returns
         * `None` when creation of the extrinsic fails, e.g. if equivocation
         * reporting is disabled for the given runtime (i.e. this method is
         * hardcoded to return `None`). Only useful in an offchain context.
         */
        submit_report_equivocation_unsigned_extrinsic: RuntimeDescriptor<[equivocation_proof: Anonymize<I68ii5ik8avr9o>, key_owner_proof: Uint8Array], boolean>;
    };
    /**
     * APIs for integrating the GRANDPA finality gadget into runtimes.
     * This should be implemented on the runtime side.
     *
     * This is primarily used for negotiating authority-set changes for the
     * gadget. GRANDPA uses a signaling model of changing authority sets:
     * changes should be signaled with a delay of N blocks, and then automatically
     * applied in the runtime after those N blocks have passed.
     *
     * The consensus protocol will coordinate the handoff externally.
     */
    GrandpaApi: {
        /**
         * Get the current GRANDPA authorities and weights. This should not change except
         * for when changes are scheduled and the corresponding delay has passed.
         *
         * When called at block B, it will return the set of authorities that should be
         * used to finalize descendants of this block (B+1, B+2, ...). The block B itself
         * is finalized by the authorities from block B-1.
         */
        grandpa_authorities: RuntimeDescriptor<[], Anonymize<I3geksg000c171>>;
        /**
         * Submits an unsigned extrinsic to report an equivocation. The caller
         * must provide the equivocation proof and a key ownership proof
         * (should be obtained using `generate_key_ownership_proof`). The
         * extrinsic will be unsigned and should only be accepted for local
         * authorship (not to be broadcast to the network). This method returns
         * `None` when creation of the extrinsic fails, e.g. if equivocation
         * reporting is disabled for the given runtime (i.e. this method is
         * hardcoded to return `None`). Only useful in an offchain context.
         */
        submit_report_equivocation_unsigned_extrinsic: RuntimeDescriptor<[equivocation_proof: Anonymize<I9puqgoda8ofk4>, key_owner_proof: Uint8Array], boolean>;
        /**
         * Generates a proof of key ownership for the given authority in the
         * given set. An example usage of this module is coupled with the
         * session historical module to prove that a given authority key is
         * tied to a given staking identity during a specific session. Proofs
         * of key ownership are necessary for submitting equivocation reports.
         * NOTE: even though the API takes a `set_id` as parameter the current
         * implementations ignore this parameter and instead rely on this
         * method being called at the correct block height, i.e. any point at
         * which the given set id is live on-chain. Future implementations will
         * instead use indexed data through an offchain worker, not requiring
         * older states to be available.
         */
        generate_key_ownership_proof: RuntimeDescriptor<[set_id: bigint, authority_id: SizedHex<32>], Anonymize<Iabpgqcjikia83>>;
        /**
         * Get current GRANDPA authority set id.
         */
        current_set_id: RuntimeDescriptor<[], bigint>;
    };
    /**
     * The authority discovery api.
     *
     * This api is used by the `client/authority-discovery` module to retrieve identifiers
     * of the current and next authority set.
     */
    AuthorityDiscoveryApi: {
        /**
         * Retrieve authority identifiers of the current and next authority set.
         */
        authorities: RuntimeDescriptor<[], Anonymize<Ic5m5lp1oioo8r>>;
    };
    /**
     * Session keys runtime api.
     */
    SessionKeys: {
        /**
         * Generate a set of session keys with optionally using the given seed.
         * The keys should be stored within the keystore exposed via runtime
         * externalities.
         *
         * The seed needs to be a valid `utf8` string.
         *
         * Returns the concatenated SCALE encoded public keys.
         */
        generate_session_keys: RuntimeDescriptor<[owner: Uint8Array, seed: Anonymize<Iabpgqcjikia83>], Anonymize<I4ph3d1eepnmr1>>;
        /**
         * Decode the given public session keys.
         *
         * Returns the list of public raw public keys + key type.
         */
        decode_session_keys: RuntimeDescriptor<[encoded: Uint8Array], Anonymize<Icerf8h8pdu8ss>>;
    };
    /**
     * The API to query account nonce.
     */
    AccountNonceApi: {
        /**
         * Get current account nonce of given `AccountId`.
         */
        account_nonce: RuntimeDescriptor<[account: SS58String], number>;
    };
    /**
    
     */
    TransactionPaymentApi: {
        /**
        
         */
        query_info: RuntimeDescriptor<[uxt: Uint8Array, len: number], Anonymize<I6spmpef2c7svf>>;
        /**
        
         */
        query_fee_details: RuntimeDescriptor<[uxt: Uint8Array, len: number], Anonymize<Iei2mvq0mjvt81>>;
        /**
        
         */
        query_weight_to_fee: RuntimeDescriptor<[weight: Anonymize<I4q39t5hn830vp>], bigint>;
        /**
        
         */
        query_length_to_fee: RuntimeDescriptor<[length: number], bigint>;
    };
    /**
    
     */
    TransactionPaymentCallApi: {
        /**
         * Query information of a dispatch class, weight, and fee of a given encoded `Call`.
         */
        query_call_info: RuntimeDescriptor<[call: Anonymize<I7cmt9rpso98r9>, len: number], Anonymize<I6spmpef2c7svf>>;
        /**
         * Query fee details of a given encoded `Call`.
         */
        query_call_fee_details: RuntimeDescriptor<[call: Anonymize<I7cmt9rpso98r9>, len: number], Anonymize<Iei2mvq0mjvt81>>;
        /**
         * Query the output of the current `WeightToFee` given some input.
         */
        query_weight_to_fee: RuntimeDescriptor<[weight: Anonymize<I4q39t5hn830vp>], bigint>;
        /**
         * Query the output of the current `LengthToFee` given some input.
         */
        query_length_to_fee: RuntimeDescriptor<[length: number], bigint>;
    };
    /**
     * API to interact with `RuntimeGenesisConfig` for the runtime
     */
    GenesisBuilder: {
        /**
         * Build `RuntimeGenesisConfig` from a JSON blob not using any defaults and store it in the
         * storage.
         *
         * In the case of a FRAME-based runtime, this function deserializes the full
         * `RuntimeGenesisConfig` from the given JSON blob and puts it into the storage. If the
         * provided JSON blob is incorrect or incomplete or the deserialization fails, an error
         * is returned.
         *
         * Please note that provided JSON blob must contain all `RuntimeGenesisConfig` fields, no
         * defaults will be used.
         */
        build_state: RuntimeDescriptor<[json: Uint8Array], Anonymize<Ie9sr1iqcg3cgm>>;
        /**
         * Returns a JSON blob representation of the built-in `RuntimeGenesisConfig` identified by
         * `id`.
         *
         * If `id` is `None` the function should return JSON blob representation of the default
         * `RuntimeGenesisConfig` struct of the runtime. Implementation must provide default
         * `RuntimeGenesisConfig`.
         *
         * Otherwise function returns a JSON representation of the built-in, named
         * `RuntimeGenesisConfig` preset identified by `id`, or `None` if such preset does not
         * exist. Returned `Vec<u8>` contains bytes of JSON blob (patch) which comprises a list of
         * (potentially nested) key-value pairs that are intended for customizing the default
         * runtime genesis config. The patch shall be merged (rfc7386) with the JSON representation
         * of the default `RuntimeGenesisConfig` to create a comprehensive genesis config that can
         * be used in `build_state` method.
         */
        get_preset: RuntimeDescriptor<[id: Anonymize<I1mqgk2tmnn9i2>], Anonymize<Iabpgqcjikia83>>;
        /**
         * Returns a list of identifiers for available builtin `RuntimeGenesisConfig` presets.
         *
         * The presets from the list can be queried with [`GenesisBuilder::get_preset`] method. If
         * no named presets are provided by the runtime the list is empty.
         */
        preset_names: RuntimeDescriptor<[], Anonymize<I6lr8sctk0bi4e>>;
    };
    /**
     * Reads Datanets.
     */
    DatanetsApi: {
        /**
         * One Datanet.
         */
        datanet: RuntimeDescriptor<[id: number], Anonymize<Icjjgnq9pld4lu>>;
        /**
         * Datanets with ids from `from`, at most `limit` (at most 100), ascending.
         */
        datanets: RuntimeDescriptor<[from: number, limit: number], Anonymize<Iqtq758mftqbe>>;
        /**
         * One contribution.
         */
        contribution: RuntimeDescriptor<[id: bigint], Anonymize<Idh9hltb687d5j>>;
        /**
         * Contributions of a Datanet with ids from `from`, at most `limit` (at most 100), ascending.
         */
        contributions: RuntimeDescriptor<[datanet: number, from: bigint, limit: number], Anonymize<I5qlhm7uv987eo>>;
        /**
         * A published snapshot.
         */
        snapshot: RuntimeDescriptor<[at: Anonymize<I9hdkjrh70eg1o>], Anonymize<I1semfdot789sf>>;
    };
    /**
     * Reads the model registry.
     */
    ModelsApi: {
        /**
         * One model.
         */
        model: RuntimeDescriptor<[id: number], Anonymize<Ibsuju5d2d506f>>;
        /**
         * Models with ids from `from`, at most `limit` (at most 100), ascending.
         */
        models: RuntimeDescriptor<[from: number, limit: number], Anonymize<I791hteg5iercv>>;
    };
    /**
     * Reads jobs and providers.
     */
    ModelFactoryApi: {
        /**
         * Jobs that wait for a provider, ascending.
         */
        open_jobs: RuntimeDescriptor<[], Anonymize<Ib34hjfsndqf8i>>;
        /**
         * Jobs that a provider has claimed or submitted, ascending.
         */
        jobs_of: RuntimeDescriptor<[provider: SS58String], Anonymize<Ib34hjfsndqf8i>>;
        /**
         * One job.
         */
        job: RuntimeDescriptor<[id: bigint], Anonymize<I3s6ufo21koaf1>>;
        /**
         * Roots of the blobs that jobs refer to: held-out records and adapters of all that are not
         * forgotten, but for those that were cancelled or failed. In no order.
         */
        job_blobs: RuntimeDescriptor<[], Anonymize<Ic5m5lp1oioo8r>>;
        /**
         * One provider by stash. Version 1 knew neither notices nor records.
         */
        provider: RuntimeDescriptor<[stash: SS58String], Anonymize<I9rmt0k97ujls>>;
        /**
         * The stash behind a worker's hot key.
         */
        stash_of: RuntimeDescriptor<[worker: SS58String], Anonymize<Ihfphjolmsqq1>>;
        /**
         * Jobs that wait for a provider, those with ids from `from`, at most `limit` (at most 100),
         * ascending.
         */
        open_jobs_from: RuntimeDescriptor<[from: bigint, limit: number], Anonymize<Ib34hjfsndqf8i>>;
        /**
         * Jobs that wait for a provider, those that pay most for a token first: at most `limit` (at most
         * 100), after the first `skip`.
         */
        best_jobs: RuntimeDescriptor<[skip: number, limit: number], Anonymize<Ib34hjfsndqf8i>>;
        /**
         * How the confirmation of a job's result stands, if there is one.
         */
        confirmation: RuntimeDescriptor<[id: bigint], Anonymize<Ia6pu1f6a9olco>>;
        /**
         * Planck that asking for the confirmation of a job's result puts on hold now: what its provider is
         * paid, or, while there is no result, as much as the job may cost. `None` if the job is over.
         */
        confirmation_price: RuntimeDescriptor<[id: bigint], Anonymize<I35p85j063s0il>>;
        /**
         * Planck that doubting a job's result puts on hold. `None` if there is no result to doubt.
         */
        doubt_price: RuntimeDescriptor<[id: bigint], Anonymize<I35p85j063s0il>>;
        /**
         * Jobs that a provider was drawn to repeat, at most 100, ascending.
         */
        repetitions_of: RuntimeDescriptor<[provider: SS58String], Anonymize<Iafqnechp3omqg>>;
    };
    /**
     * Reads sessions, influence, earnings and settlements. Version 1 read challenges too, and version 2
     * knew neither keys and answers of sessions nor what a provider can settle. All of it is current state:
     * no archive node is needed.
     */
    AttributionApi: {
        /**
         * What each contribution did for a model, ascending.
         */
        influence: RuntimeDescriptor<[model: number], Anonymize<Ia571ov92jp170>>;
        /**
         * Planck that an account can claim.
         */
        earnings: RuntimeDescriptor<[account: SS58String], bigint>;
        /**
         * One session.
         */
        session: RuntimeDescriptor<[id: bigint], Anonymize<I5f5h9aessr31u>>;
        /**
         * What contributions of a Datanet did for all models, those with ids from `from`, at most `limit`
         * (at most 1,000), ascending.
         */
        influence_of_datanet: RuntimeDescriptor<[datanet: number, from: bigint, limit: number], Anonymize<Ia571ov92jp170>>;
        /**
         * What an account's contributions did for each model, those with ids from `from`, at most `limit`
         * (at most 1,000), ascending.
         */
        models_shaped_by: RuntimeDescriptor<[contributor: SS58String, from: number, limit: number], Anonymize<I3u245pk55jir9>>;
        /**
         * What an account's contributions to each Datanet did, those with ids from `from`, at most `limit`
         * (at most 1,000), ascending.
         */
        datanets_shared_by: RuntimeDescriptor<[contributor: SS58String, from: number, limit: number], Anonymize<I3u245pk55jir9>>;
        /**
         * The contributors who earned most with a model, at most 100, best first.
         */
        model_board: RuntimeDescriptor<[model: number], Anonymize<I2lmu9aq2b3acm>>;
        /**
         * The contributors who earned most with a Datanet, at most 100, best first.
         */
        datanet_board: RuntimeDescriptor<[datanet: number], Anonymize<I2lmu9aq2b3acm>>;
        /**
         * How long settlements can be challenged, and what follows.
         */
        periods: RuntimeDescriptor<[], Anonymize<Im1b2acp7n5me>>;
        /**
         * A settlement that is still kept.
         */
        settlement: RuntimeDescriptor<[session: bigint, number: number], Anonymize<Ifl3s0lrv9dgoe>>;
        /**
         * Planck that a provider can settle now: its bond less the penalty of a lie and all that its
         * settlements have left.
         */
        headroom: RuntimeDescriptor<[provider: SS58String], bigint>;
    };
    /**
     * Reads challenges to settlements that are not resolved, and audits. Version 1 knew no audits.
     */
    DisputesApi: {
        /**
         * A challenge that is not resolved.
         */
        challenge: RuntimeDescriptor<[id: bigint], Anonymize<Ic1piok295efa3>>;
        /**
         * The oldest challenges that are not resolved, ascending, at most 256.
         */
        challenges: RuntimeDescriptor<[], Anonymize<I8t84nbikidte4>>;
        /**
         * The answer that was laid open in a challenge.
         */
        opened_answer: RuntimeDescriptor<[challenge: bigint], Anonymize<I4fkv3a515hm4u>>;
        /**
         * Challenges that are not resolved, ascending, from a number on: at most `most`, and at most 256.
         */
        challenges_from: RuntimeDescriptor<[from: bigint, most: number], Anonymize<I8t84nbikidte4>>;
    };
    /**
     * Reads validators, and what accounts have with them.
     */
    ValidatorsApi: {
        /**
         * One validator.
         */
        validator: RuntimeDescriptor<[validator: SS58String], Anonymize<I682lfcsdm5p05>>;
        /**
         * Candidates, the one with most stake first: the set comes from the head of this list.
         */
        candidates: RuntimeDescriptor<[], Anonymize<I6m2oii6acjkae>>;
        /**
         * What an account has with a validator; nothing of anything if it has nothing.
         */
        position: RuntimeDescriptor<[validator: SS58String, account: SS58String], Anonymize<I33m0384kchqqm>>;
        /**
         * Stake on its way back to an account, the oldest first.
         */
        unbonding: RuntimeDescriptor<[account: SS58String], Anonymize<I3tefqs4jji3nb>>;
    };
    /**
     * Reads the marketplace's clock, which stands still in paused blocks. Every deadline of Datanets, jobs,
     * sessions and challenges is a time of this clock.
     */
    ClockApi: {
        /**
         * The market's time: the block number, less the paused blocks.
         */
        now: RuntimeDescriptor<[], number>;
        /**
         * How many blocks the market was paused so far: a deadline falls on the block later by as many.
         */
        paused: RuntimeDescriptor<[], number>;
    };
    /**
     * Proves the books: anyone may ask a node whether every invariant of the marketplace holds.
     */
    IntegrityApi: {
        /**
         * Runs each pallet's `try_state`; on failure, the pallet and the broken invariant.
         */
        check: RuntimeDescriptor<[], Anonymize<Ie9sr1iqcg3cgm>>;
    };
};
export type OpenledgerDispatchError = Anonymize<In21p8s5ns8hg>;
type IAsset = PlainDescriptor<void>;
export type OpenledgerExtensions = {};
type PalletsTypedef = {
    __storage: IStorage;
    __tx: ICalls;
    __event: IEvent;
    __error: IError;
    __const: IConstants;
    __view: IViewFns;
};
export type Openledger = {
    descriptors: {
        pallets: PalletsTypedef;
        apis: IRuntimeCalls;
    } & Promise<any>;
    metadataTypes: Promise<Uint8Array>;
    asset: IAsset;
    extensions: OpenledgerExtensions;
    getMetadata: () => Promise<Uint8Array>;
    genesis: string | undefined;
};
declare const _allDescriptors: Openledger;
export default _allDescriptors;
export type OpenledgerApis = ApisFromDef<IRuntimeCalls>;
export type OpenledgerQueries = QueryFromPalletsDef<PalletsTypedef>;
export type OpenledgerCalls = TxFromPalletsDef<PalletsTypedef>;
export type OpenledgerEvents = EventsFromPalletsDef<PalletsTypedef>;
export type OpenledgerErrors = ErrorsFromPalletsDef<PalletsTypedef>;
export type OpenledgerConstants = ConstFromPalletsDef<PalletsTypedef>;
export type OpenledgerViewFns = ViewFnsFromPalletsDef<PalletsTypedef>;
export type OpenledgerCallData = Anonymize<I7cmt9rpso98r9> & {
    value: {
        type: string;
    };
};
type AllInteractions = {
    storage: {
        System: ['Account', 'ExtrinsicCount', 'InherentsApplied', 'BlockWeight', 'BlockSize', 'BlockHash', 'ExtrinsicData', 'Number', 'ParentHash', 'Digest', 'Events', 'EventCount', 'EventTopics', 'LastRuntimeUpgrade', 'BlocksTillUpgrade', 'UpgradedToU32RefCount', 'UpgradedToTripleRefCount', 'ExecutionPhase', 'AuthorizedUpgrade', 'ExtrinsicWeightReclaimed'];
        Timestamp: ['Now', 'DidUpdate'];
        Babe: ['EpochIndex', 'Authorities', 'GenesisSlot', 'CurrentSlot', 'Randomness', 'PendingEpochConfigChange', 'NextRandomness', 'NextAuthorities', 'SegmentIndex', 'UnderConstruction', 'Initialized', 'AuthorVrfRandomness', 'EpochStart', 'Lateness', 'EpochConfig', 'NextEpochConfig', 'SkippedEpochs'];
        Balances: ['TotalIssuance', 'InactiveIssuance', 'Account', 'Locks', 'Reserves', 'Holds', 'Freezes'];
        TransactionPayment: ['NextFeeMultiplier', 'StorageVersion', 'TxPaymentCredit'];
        Validators: ['Validators', 'Candidates', 'Ledger', 'Positions', 'Unbonding', 'Chunks', 'CoolDowns', 'SittingOut', 'Income', 'AuthoredBlocks', 'Offences', 'KeyHistory', 'SlotMillis', 'EpochSlots', 'UnbondingTime', 'Minimum', 'BlockReward', 'Presences', 'PendingCommissions', 'PendingSlashes', 'Cases', 'DelegatorSlashes', 'Entries', 'Pools'];
        Offences: ['Reports', 'ConcurrentReportsIndex'];
        Session: ['Validators', 'CurrentIndex', 'QueuedChanged', 'QueuedKeys', 'DisabledValidators', 'NextKeys', 'KeyOwner', 'ExternallySetKeys'];
        Grandpa: ['State', 'PendingChange', 'NextForced', 'Stalled', 'CurrentSetId', 'SetIdSession', 'Authorities'];
        AuthorityDiscovery: ['Keys', 'NextKeys'];
        Authorship: ['Author'];
        Multisig: ['Multisigs'];
        Proxy: ['Proxies', 'Announcements'];
        Preimage: ['StatusFor', 'RequestStatusFor', 'PreimageFor'];
        Scheduler: ['IncompleteSince', 'Agenda', 'Retries', 'Lookup'];
        Sudo: ['Key'];
        Treasury: ['ProposalCount', 'Proposals', 'Deactivated', 'Approvals', 'SpendCount', 'Spends', 'LastSpendPeriod'];
        ConvictionVoting: ['VotingFor', 'ClassLocksFor'];
        Referenda: ['ReferendumCount', 'ReferendumInfoFor', 'TrackQueue', 'DecidingCount', 'MetadataOf'];
        Origins: ['Spent'];
        Parameters: ['Parameters'];
        SafeMode: ['EnteredUntil', 'Deposits'];
        TxPause: ['PausedCalls'];
        Clock: ['Paused'];
        Datanets: ['NextDatanetId', 'NextContributionId', 'Datanets', 'Curators', 'Contributions', 'ContributionAt', 'ByRoot', 'Accepted', 'Flags', 'Snapshots', 'Commitments', 'CommitmentCount', 'Roots', 'PendingOf', 'Acceptors', 'CuratorStakes', 'Verdicts', 'Appeals', 'SnapshotDeposits', 'OfferedTo', 'LastAct'];
        Models: ['NextModelId', 'Models', 'Claims', 'Contests', 'BaseByRoot'];
        ModelFactory: ['NextJob', 'Jobs', 'ModelDeposits', 'OpenJobs', 'ClaimedJobs', 'Finished', 'FinishedPositions', 'Providers', 'Workers', 'FormerWorkers', 'Seats', 'SeatsTaken', 'Notes', 'Offers', 'OpenOf', 'Adapters', 'Confirmations', 'Asked', 'Repetitions', 'DrawQueue', 'DrawPositions', 'Mix'];
        Attribution: ['NextSession', 'Sessions', 'Earnings', 'Influence', 'DatanetInfluence', 'ContributorModels', 'ContributorDatanets', 'ModelBoards', 'DatanetBoards', 'Settlements', 'Expiring', 'ExpiryQueue', 'Liable', 'AuditPurse', 'Books'];
        Disputes: ['NextChallenge', 'Challenges', 'Open', 'Questions', 'Closed', 'OpenBy', 'Against', 'OpenAgainst', 'Draws', 'Duties', 'Commitments', 'Mix', 'DrawQueue', 'DrawPositions', 'OpenedAnswers', 'PresentedReceipts', 'Votes', 'AuditQueue', 'AuditPositions', 'Audits', 'AuditFees', 'Audited', 'AuditTurn', 'AuditTurns'];
    };
    tx: {
        System: ['remark', 'set_heap_pages', 'set_code', 'set_code_without_checks', 'set_storage', 'kill_storage', 'kill_prefix', 'remark_with_event', 'authorize_upgrade', 'authorize_upgrade_without_checks', 'apply_authorized_upgrade'];
        Timestamp: ['set'];
        Babe: ['report_equivocation', 'report_equivocation_unsigned', 'plan_config_change'];
        Balances: ['transfer_allow_death', 'force_transfer', 'transfer_keep_alive', 'transfer_all', 'force_unreserve', 'upgrade_accounts', 'force_set_balance', 'force_adjust_total_issuance', 'burn'];
        Validators: ['join', 'set_commission', 'rejoin', 'delegate', 'undelegate', 'withdraw', 'claim', 'leave', 'purge_keys', 'cancel_slash', 'apply_slash'];
        Session: ['set_keys', 'purge_keys'];
        Grandpa: ['report_equivocation', 'report_equivocation_unsigned', 'note_stalled'];
        Utility: ['batch', 'as_derivative', 'batch_all', 'dispatch_as', 'force_batch', 'with_weight', 'if_else', 'dispatch_as_fallible'];
        Multisig: ['as_multi_threshold_1', 'as_multi', 'approve_as_multi', 'cancel_as_multi', 'poke_deposit'];
        Proxy: ['proxy', 'add_proxy', 'remove_proxy', 'remove_proxies', 'create_pure', 'kill_pure', 'announce', 'remove_announcement', 'reject_announcement', 'proxy_announced', 'poke_deposit'];
        Preimage: ['note_preimage', 'unnote_preimage', 'request_preimage', 'unrequest_preimage', 'ensure_updated'];
        Scheduler: ['schedule', 'cancel', 'schedule_named', 'cancel_named', 'schedule_after', 'schedule_named_after', 'set_retry', 'set_retry_named', 'cancel_retry', 'cancel_retry_named'];
        Sudo: ['sudo', 'sudo_unchecked_weight', 'set_key', 'sudo_as', 'remove_key'];
        Treasury: ['spend_local', 'remove_approval', 'spend', 'payout', 'check_status', 'void_spend'];
        ConvictionVoting: ['vote', 'delegate', 'undelegate', 'unlock', 'remove_vote', 'remove_other_vote'];
        Referenda: ['submit', 'place_decision_deposit', 'refund_decision_deposit', 'cancel', 'kill', 'nudge_referendum', 'one_fewer_deciding', 'refund_submission_deposit', 'set_metadata'];
        Origins: ['stop_referendum'];
        Parameters: ['set_parameter'];
        SafeMode: ['enter', 'force_enter', 'extend', 'force_extend', 'force_exit', 'force_slash_deposit', 'release_deposit', 'force_release_deposit'];
        TxPause: ['pause', 'unpause'];
        Datanets: ['create', 'set_terms', 'set_curators', 'contribute', 'review', 'flag', 'resolve_flag', 'revoke', 'publish_snapshot', 'close', 'commit', 'withdraw_commitment', 'appeal', 'draw_jury', 'vote_on_flag', 'conclude_flag', 'release_curator_bond', 'transfer', 'accept_transfer'];
        Models: ['register_base', 'set_card', 'list', 'unlist', 'transfer', 'contest_base', 'resolve_contest', 'clear_contest', 'correct_manifest'];
        ModelFactory: ['register_provider', 'update_provider', 'leave', 'submit_job', 'claim_job', 'submit_result', 'fail_job', 'cancel_job', 'finalise_job', 'commit_result', 'set_worker', 'refuse_stash', 'submit_job_with', 'ask_confirmation', 'doubt_result', 'commit_repetition', 'reveal_repetition'];
        Attribution: ['open_session', 'top_up', 'settle', 'close_session', 'claim', 'distribute', 'authorise', 'open_session_with', 'fund_audits'];
        Disputes: ['challenge', 'reveal', 'resolve', 'commit_vote', 'reveal_vote', 'present_receipt', 'challenge_with_receipt'];
    };
    events: {
        System: ['ExtrinsicSuccess', 'ExtrinsicFailed', 'CodeUpdated', 'NewAccount', 'KilledAccount', 'Remarked', 'UpgradeAuthorized', 'RejectedInvalidAuthorizedUpgrade'];
        Balances: ['Endowed', 'DustLost', 'Transfer', 'BalanceSet', 'Reserved', 'Unreserved', 'ReserveRepatriated', 'Deposit', 'Withdraw', 'Slashed', 'Minted', 'MintedCredit', 'Burned', 'BurnedDebt', 'Suspended', 'Restored', 'Upgraded', 'Issued', 'Rescinded', 'Locked', 'Unlocked', 'Frozen', 'Thawed', 'TotalIssuanceForced', 'Held', 'BurnedHeld', 'TransferOnHold', 'TransferAndHold', 'Released', 'Unexpected'];
        TransactionPayment: ['TransactionFeePaid'];
        Validators: ['Joined', 'Rejoined', 'Displaced', 'Left', 'CommissionSet', 'KeysPurged', 'Delegated', 'Undelegated', 'Withdrawn', 'Claimed', 'Rewarded', 'SetPlanned', 'SetKept', 'OffenceRecorded', 'Slashed', 'Chilled', 'SentHome', 'CommissionAnnounced', 'SlashDeferred', 'SlashCancelled', 'DelegatorSlashed'];
        Offences: ['Offence'];
        Session: ['NewSession', 'NewQueued', 'ValidatorDisabled', 'ValidatorReenabled'];
        Grandpa: ['NewAuthorities', 'Paused', 'Resumed'];
        Utility: ['BatchInterrupted', 'BatchCompleted', 'BatchCompletedWithErrors', 'ItemCompleted', 'ItemFailed', 'DispatchedAs', 'IfElseMainSuccess', 'IfElseFallbackCalled'];
        Multisig: ['NewMultisig', 'MultisigApproval', 'MultisigExecuted', 'MultisigCancelled', 'DepositPoked'];
        Proxy: ['ProxyExecuted', 'PureCreated', 'PureKilled', 'Announced', 'ProxyAdded', 'ProxyRemoved', 'DepositPoked'];
        Preimage: ['Noted', 'Requested', 'Cleared'];
        Scheduler: ['Scheduled', 'Canceled', 'Dispatched', 'RetrySet', 'RetryCancelled', 'CallUnavailable', 'PeriodicFailed', 'RetryFailed', 'PermanentlyOverweight', 'AgendaIncomplete'];
        Sudo: ['Sudid', 'KeyChanged', 'KeyRemoved', 'SudoAsDone'];
        Treasury: ['Spending', 'Awarded', 'Burnt', 'Rollover', 'Deposit', 'SpendApproved', 'UpdatedInactive', 'AssetSpendApproved', 'AssetSpendVoided', 'Paid', 'PaymentFailed', 'SpendProcessed'];
        ConvictionVoting: ['Delegated', 'Undelegated', 'Voted', 'VoteRemoved', 'VoteUnlocked'];
        Referenda: ['Submitted', 'DecisionDepositPlaced', 'DecisionDepositRefunded', 'DepositSlashed', 'DecisionStarted', 'ConfirmStarted', 'ConfirmAborted', 'Confirmed', 'Approved', 'Rejected', 'TimedOut', 'Cancelled', 'Killed', 'SubmissionDepositRefunded', 'MetadataSet', 'MetadataCleared'];
        Parameters: ['Updated'];
        SafeMode: ['Entered', 'Extended', 'Exited', 'DepositPlaced', 'DepositReleased', 'DepositSlashed', 'CannotDeposit', 'CannotRelease'];
        TxPause: ['CallPaused', 'CallUnpaused'];
        Datanets: ['Created', 'TermsSet', 'CuratorsSet', 'Contributed', 'Reviewed', 'Flagged', 'FlagUpheld', 'FlagDismissed', 'FlagLapsed', 'Revoked', 'SnapshotPublished', 'Closed', 'Committed', 'CommitmentWithdrawn', 'Reclaimed', 'RejectionPaid', 'CuratorBonded', 'CuratorBondReleased', 'CuratorPunished', 'FlagDecided', 'AppealMade', 'JurySworn', 'JurorVoted', 'JuryDecided', 'OwnershipOffered', 'OwnershipTaken'];
        Models: ['BaseRegistered', 'TunedRegistered', 'CardSet', 'Listed', 'Unlisted', 'Transferred', 'BaseReclaimed', 'BaseContested', 'ContestResolved', 'ContestLapsed', 'ManifestCorrected'];
        ModelFactory: ['ProviderRegistered', 'ProviderUpdated', 'ProviderLeft', 'ProviderSlashed', 'BondSlashed', 'JobSubmitted', 'JobClaimed', 'JobReopened', 'ResultSubmitted', 'JobFinalised', 'JobFailed', 'JobCancelled', 'JobForgotten', 'ProviderLeaving', 'ResultCommitted', 'WorkerSet', 'StashRefused', 'ConfirmationCalled', 'ConfirmationAsked', 'ResultDoubted', 'VerifierDrawn', 'RepetitionCommitted', 'RepetitionRevealed', 'VerifierPenalised', 'ResultConfirmed', 'ResultRefuted', 'BondLost', 'ConfirmationUndecided'];
        Attribution: ['SessionOpened', 'ToppedUp', 'Settled', 'SessionClosing', 'SessionClosed', 'Paid', 'Claimed', 'Divided', 'KeyAuthorised', 'AuditsFunded'];
        Disputes: ['Challenged', 'Revealed', 'Voted', 'Convicted', 'Acquitted', 'Dismissed', 'VerifiersDrawn', 'Committed', 'DrawnAgain', 'Undecided', 'Penalised', 'ReceiptPresented', 'Audited'];
    };
    errors: {
        System: ['InvalidSpecName', 'SpecVersionNeedsToIncrease', 'FailedToExtractRuntimeVersion', 'NonDefaultComposite', 'NonZeroRefCount', 'CallFiltered', 'MultiBlockMigrationsOngoing', 'NothingAuthorized', 'Unauthorized'];
        Babe: ['InvalidEquivocationProof', 'InvalidKeyOwnershipProof', 'DuplicateOffenceReport', 'InvalidConfiguration'];
        Balances: ['VestingBalance', 'LiquidityRestrictions', 'InsufficientBalance', 'ExistentialDeposit', 'Expendability', 'ExistingVestingSchedule', 'DeadAccount', 'TooManyReserves', 'TooManyHolds', 'TooManyFreezes', 'IssuanceDeactivated', 'DeltaZero'];
        Validators: ['BondTooLow', 'NoSessionKeys', 'AlreadyValidator', 'NotValidator', 'AlreadyCandidate', 'NotCandidate', 'CandidatesFull', 'TooFewValidators', 'CoolingDown', 'CommissionTooHigh', 'StillValidator', 'DelegationTooLow', 'PoolWiped', 'NoStake', 'NothingGiven', 'TooManyChunks', 'NothingToWithdraw', 'NothingToClaim', 'Overflow', 'SlashPending', 'NothingToSlash', 'TooManyValidators'];
        Session: ['InvalidProof', 'NoAssociatedValidatorId', 'DuplicatedKey', 'NoKeys', 'NoAccount'];
        Grandpa: ['PauseFailed', 'ResumeFailed', 'ChangePending', 'TooSoon', 'InvalidKeyOwnershipProof', 'InvalidEquivocationProof', 'DuplicateOffenceReport'];
        Utility: ['TooManyCalls'];
        Multisig: ['MinimumThreshold', 'AlreadyApproved', 'NoApprovalsNeeded', 'TooFewSignatories', 'TooManySignatories', 'SignatoriesOutOfOrder', 'SenderInSignatories', 'NotFound', 'NotOwner', 'NoTimepoint', 'WrongTimepoint', 'UnexpectedTimepoint', 'MaxWeightTooLow', 'AlreadyStored'];
        Proxy: ['TooMany', 'NotFound', 'NotProxy', 'Unproxyable', 'Duplicate', 'NoPermission', 'Unannounced', 'NoSelfProxy'];
        Preimage: ['TooBig', 'AlreadyNoted', 'NotAuthorized', 'NotNoted', 'Requested', 'NotRequested', 'TooMany', 'TooFew'];
        Scheduler: ['FailedToSchedule', 'NotFound', 'TargetBlockNumberInPast', 'RescheduleNoChange', 'Named'];
        Sudo: ['RequireSudo'];
        Treasury: ['InvalidIndex', 'TooManyApprovals', 'InsufficientPermission', 'ProposalNotApproved', 'FailedToConvertBalance', 'SpendExpired', 'EarlyPayout', 'AlreadyAttempted', 'PayoutError', 'NotAttempted', 'Inconclusive'];
        ConvictionVoting: ['NotOngoing', 'NotVoter', 'NoPermission', 'NoPermissionYet', 'AlreadyDelegating', 'AlreadyVoting', 'InsufficientFunds', 'NotDelegating', 'Nonsense', 'MaxVotesReached', 'ClassNeeded', 'BadClass'];
        Referenda: ['NotOngoing', 'HasDeposit', 'BadTrack', 'Full', 'QueueEmpty', 'BadReferendum', 'NothingToDo', 'NoTrack', 'Unfinished', 'NoPermission', 'NoDeposit', 'BadStatus', 'PreimageNotExist', 'PreimageStoredWithDifferentLength'];
        Origins: ['SpendCapReached', 'NotStoppable'];
        SafeMode: ['Entered', 'Exited', 'NotConfigured', 'NoDeposit', 'AlreadyDeposited', 'CannotReleaseYet', 'CurrencyError'];
        TxPause: ['IsPaused', 'IsUnpaused', 'Unpausable', 'NotFound'];
        Datanets: ['UnknownDatanet', 'UnknownContribution', 'NotOwner', 'NotCurator', 'NotContributor', 'NotAdmitted', 'OwnContribution', 'PartyToFlag', 'DatanetClosed', 'BadName', 'BadLicence', 'FeeTooHigh', 'DuplicateCurator', 'EmptyContribution', 'ContributionTooLarge', 'RootTaken', 'RootRemoved', 'TooManyPending', 'DatanetFull', 'NotPending', 'NotLive', 'NotRevocable', 'FlagOpen', 'NotFlagged', 'FlagExpired', 'NothingAccepted', 'NothingChanged', 'AlreadyCommitted', 'TooManyCommitments', 'UnknownCommitment', 'TooManyRecords', 'TooManyPlaces', 'TooManyPendingOfYours', 'NoCuratorBond', 'CuratorLiable', 'FlagDecided', 'NotDecided', 'AppealOpen', 'Appealed', 'NotLoser', 'TooLateToAppeal', 'NotAppealed', 'LotUnknown', 'JuryDrawn', 'NoJury', 'NotJuror', 'AlreadyVoted', 'VoteOver', 'VoteOpen', 'NotOffered'];
        Models: ['UnknownModel', 'NotOwner', 'BadName', 'BadLicence', 'BadManifest', 'RoyaltyTooHigh', 'AlreadyRegistered', 'ZeroPrice', 'PriceTooHigh', 'NoImprovement', 'NotListed', 'StillListed', 'AlreadyOwner', 'RecipientCannotHold', 'NotABase', 'UnknownSnapshot', 'NoDerivatives', 'NonCommercialConflict', 'ShareAlikeConflict', 'UnknownLicenceConflict', 'NoLicence', 'ContestOpen', 'NotContested', 'OtherRoot', 'TooLateToCorrect', 'InUse'];
        ModelFactory: ['AlreadyProvider', 'NotProvider', 'WorkerInUse', 'TooManyWorkers', 'NotWorker', 'BadBases', 'BadParallelism', 'BadEndpoint', 'ProviderBusy', 'ProviderLiable', 'UnknownBase', 'BadName', 'BadSnapshots', 'UnknownSnapshot', 'EmptySnapshot', 'HeldOutInTraining', 'BadRank', 'BadAlpha', 'BadTargets', 'BadLearningRate', 'BadEpochs', 'BadBatch', 'BadLength', 'BadWeightDecay', 'PaymentTooLow', 'TooManyJobs', 'UnknownJob', 'JobNotOpen', 'JobExpired', 'BaseNotOffered', 'AtCapacity', 'BondTooLow', 'FailedBefore', 'JobNotClaimed', 'NotClaimant', 'DeadlinePassed', 'EmptyResult', 'TooManyTokens', 'EvaluationMismatch', 'NotBuilder', 'ResultPublished', 'JobOver', 'NothingToFinalise', 'Overflow', 'Inconsistent', 'NoticeNotOver', 'ProviderOnDuty', 'ProviderIsLeaving', 'TooManyOwnJobs', 'Resting', 'Reserved', 'TooDear', 'NotWished', 'ResultCommitted', 'AlreadyCommitted', 'OtherResult', 'TooFewTokens', 'AdapterKnown', 'NothingToConfirm', 'AlreadyAsked', 'AlreadyDoubted', 'OwnResult', 'NotDrawn', 'CommitTooLate', 'NotCommitted', 'RevealTooLate', 'OtherCommitment', 'BadProof', 'NotAnother', 'WrongForm'];
        Attribution: ['NotListed', 'UnknownProvider', 'DepositTooSmall', 'NothingGiven', 'UnknownSession', 'NotTheUser', 'NotTheProvider', 'Closing', 'Closed', 'NotYet', 'WrongChain', 'WrongSession', 'BadSignature', 'StaleVoucher', 'AboveDeposit', 'InfluenceUnordered', 'InfluenceZeroShare', 'InfluenceBadSum', 'UnknownContribution', 'OwnContribution', 'NothingToClaim', 'TooManyAnswers', 'Overflow', 'NoAnswers', 'BondTooLow', 'PriceTooHigh', 'PriceRose', 'KeyInUse', 'UnknownSettlement', 'NotDue', 'OtherStart', 'PurseTooLow'];
        Disputes: ['UnknownSettlement', 'WindowOver', 'UnknownAnswer', 'OwnSettlement', 'AlreadyJudged', 'AlreadyChallenged', 'TooManyChallenges', 'UnknownChallenge', 'NotTheAccused', 'AlreadyRevealed', 'RevealTooLate', 'WrongEvidence', 'NotTheReceipts', 'NotTheTokens', 'NothingToVoteOn', 'VoteTooLate', 'NotAVerifier', 'AlreadyVoted', 'NotAnother', 'InfluenceUnordered', 'InfluenceZeroShare', 'InfluenceBadSum', 'UnknownContribution', 'OwnContribution', 'NotYetDue', 'Overflow', 'LeftToReferee', 'CommitTooLate', 'VoteTooEarly', 'NotCommitted', 'OtherCommitment', 'NothingToPresent', 'OtherAnswer', 'NotSigned', 'SameReceipt', 'OtherPlanck'];
    };
    constants: {
        System: ['BlockWeights', 'BlockLength', 'BlockHashCount', 'DbWeight', 'Version', 'SS58Prefix'];
        Timestamp: ['MinimumPeriod'];
        Babe: ['EpochDuration', 'ExpectedBlockTime', 'MaxAuthorities', 'MaxNominators'];
        Balances: ['ExistentialDeposit', 'MaxLocks', 'MaxReserves', 'MaxFreezes'];
        TransactionPayment: ['OperationalFeeMultiplier'];
        Validators: ['PalletId', 'MaxValidators', 'MaxCandidates', 'MinBond', 'MinDelegation', 'MaxChunks', 'MaxPools', 'MaxCommission', 'MaxUnbonding', 'CoolDown', 'DisablePeriod', 'ReporterShare', 'SlashDefer', 'SeatShare', 'MaxSilence', 'MinExpected', 'CommissionNotice'];
        Session: ['KeyDeposit'];
        Grandpa: ['MaxAuthorities', 'MaxNominators', 'MaxSetIdSessionEntries'];
        Utility: ['batched_calls_limit'];
        Multisig: ['DepositBase', 'DepositFactor', 'MaxSignatories'];
        Proxy: ['ProxyDepositBase', 'ProxyDepositFactor', 'MaxProxies', 'MaxPending', 'AnnouncementDepositBase', 'AnnouncementDepositFactor'];
        Scheduler: ['MaximumWeight', 'MaxScheduledPerBlock'];
        Treasury: ['SpendPeriod', 'Burn', 'PalletId', 'MaxApprovals', 'PayoutPeriod', 'pot_account'];
        ConvictionVoting: ['MaxVotes', 'VoteLockingPeriod'];
        Referenda: ['SubmissionDeposit', 'MaxQueued', 'UndecidingTimeout', 'AlarmInterval', 'Tracks'];
        SafeMode: ['EnterDuration', 'ExtendDuration', 'EnterDepositAmount', 'ExtendDepositAmount', 'ReleaseDelay'];
        TxPause: ['MaxNameLen'];
        Datanets: ['DatanetDeposit', 'ContributionBondBase', 'ContributionBondPerByte', 'FlagBond', 'FlagPeriod', 'MaxCurators', 'MaxPending', 'MaxContributionBytes', 'RejectionFee', 'CuratorBond', 'CuratorPeriod', 'AppealBond', 'AppealPeriod', 'JuryPeriod', 'CommitmentDeposit', 'CommitPeriod', 'ReclaimPeriod', 'MaxCommitments', 'MaxPendingPerAccount', 'DepositPerByte', 'AbandonPeriod', 'ContributionRecordDeposit', 'DatanetRecordDeposit'];
        Models: ['ClaimPeriod', 'ContestPeriod', 'RegistrationDeposit', 'ListingDeposit', 'DepositPerByte', 'MaxRoyalty', 'TunedRecordDeposit'];
        ModelFactory: ['Treasury', 'ProviderBond', 'LeaveNotice', 'FormerWorkerPeriod', 'ExpirySlash', 'MinJobPayment', 'CancelCompensation', 'CancelFullAfter', 'CommitPeriod', 'FailRest', 'OpenPeriod', 'ClaimPeriod', 'ChallengePeriod', 'AuditShare', 'DrawDelay', 'DoubtBond', 'SilencePenalty', 'MaxParallel', 'MaxAttempts', 'MaxOpenJobs', 'MaxOpenOf', 'KeepFinished'];
        Attribution: ['PalletId', 'Split', 'MinDeposit', 'GracePeriod', 'ChallengePeriod', 'Penalty', 'AuditShare'];
        Disputes: ['RevealPeriod', 'LatePeriod', 'DrawDelay', 'CommitPeriod', 'DisclosePeriod', 'Drawn', 'Quorum', 'ChallengeBond', 'Penalty', 'VerifierReward', 'MinorityPenalty', 'SilencePenalty', 'LateFee', 'AuditFee', 'MaxChallenges'];
    };
    viewFns: {
        Proxy: ['check_permissions', 'is_superset'];
    };
    apis: {
        Core: ['version', 'execute_block', 'initialize_block'];
        Metadata: ['metadata', 'metadata_at_version', 'metadata_versions'];
        RuntimeViewFunction: ['execute_view_function'];
        BlockBuilder: ['apply_extrinsic', 'finalize_block', 'inherent_extrinsics', 'check_inherents'];
        TaggedTransactionQueue: ['validate_transaction'];
        OffchainWorkerApi: ['offchain_worker'];
        BabeApi: ['configuration', 'current_epoch_start', 'current_epoch', 'next_epoch', 'generate_key_ownership_proof', 'submit_report_equivocation_unsigned_extrinsic'];
        GrandpaApi: ['grandpa_authorities', 'submit_report_equivocation_unsigned_extrinsic', 'generate_key_ownership_proof', 'current_set_id'];
        AuthorityDiscoveryApi: ['authorities'];
        SessionKeys: ['generate_session_keys', 'decode_session_keys'];
        AccountNonceApi: ['account_nonce'];
        TransactionPaymentApi: ['query_info', 'query_fee_details', 'query_weight_to_fee', 'query_length_to_fee'];
        TransactionPaymentCallApi: ['query_call_info', 'query_call_fee_details', 'query_weight_to_fee', 'query_length_to_fee'];
        GenesisBuilder: ['build_state', 'get_preset', 'preset_names'];
        DatanetsApi: ['datanet', 'datanets', 'contribution', 'contributions', 'snapshot'];
        ModelsApi: ['model', 'models'];
        ModelFactoryApi: ['open_jobs', 'jobs_of', 'job', 'job_blobs', 'provider', 'stash_of', 'open_jobs_from', 'best_jobs', 'confirmation', 'confirmation_price', 'doubt_price', 'repetitions_of'];
        AttributionApi: ['influence', 'earnings', 'session', 'influence_of_datanet', 'models_shaped_by', 'datanets_shared_by', 'model_board', 'datanet_board', 'periods', 'settlement', 'headroom'];
        DisputesApi: ['challenge', 'challenges', 'opened_answer', 'challenges_from'];
        ValidatorsApi: ['validator', 'candidates', 'position', 'unbonding'];
        ClockApi: ['now', 'paused'];
        IntegrityApi: ['check'];
    };
};
export type OpenledgerWhitelistEntry = PalletKey | `query.${NestedKey<AllInteractions['storage']>}` | `tx.${NestedKey<AllInteractions['tx']>}` | `event.${NestedKey<AllInteractions['events']>}` | `error.${NestedKey<AllInteractions['errors']>}` | `const.${NestedKey<AllInteractions['constants']>}` | `view.${NestedKey<AllInteractions['viewFns']>}` | `api.${NestedKey<AllInteractions['apis']>}`;
type PalletKey = `*.${({
    [K in keyof AllInteractions]: K extends 'apis' ? never : keyof AllInteractions[K];
})[keyof AllInteractions]}`;
type NestedKey<D extends Record<string, string[]>> = "*" | {
    [P in keyof D & string]: `${P}.*` | `${P}.${D[P][number]}`;
}[keyof D & string];

using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>A tape of the native engine that has seen a pass uses what it has.</summary>
public sealed class WarmPassTests
{
    [Fact]
    public void A_warm_pass_of_sparse_links_allocates_nothing()
    {
        const int slots = 40;
        using var bench = new Workbench();
        Real[] weighting = [.. Enumerable.Range(0, slots).Select(n => (Real)0.9 * (n % 7 + 1) / 160)];
        Allocations.AssertNone(Pass, warmings: 3);

        void Pass()
        {
            Tape tape = bench.Tape;
            tape.Reset(1);
            Shape shape = new(1, 1, slots, 4);
            Variable links = tape.Fill(shape, -1), values = tape.Fill(shape, 0), forward = values;
            Variable precedence = tape.Fill(new(1, 1, slots), 0);
            for (int t = 0; t < 4; t++)
            {
                tape.NextStep();
                Variable weights = tape.Constant(weighting, new(1, 1, slots));
                (links, values, precedence, forward, _) = tape.SparseTemporalLink(links, values, precedence, weights, weights);
            }

            tape.Seed(forward, [1]);
            tape.BackwardFromSeeds();
        }
    }

    /// <summary>All ways of attention, on a batch of ragged sequences.</summary>
    [Fact]
    public void A_warm_pass_of_attention_allocates_nothing()
    {
        SequenceRows queries = AttentionCases.Rows(40, 3), keys = AttentionCases.Rows(90, 70);
        Real[] numbers = [.. Enumerable.Range(0, keys.Total * 6).Select(i => (Real)(i % 13 * 0.1))];
        using var bench = new Workbench();
        Allocations.AssertNone(Pass, warmings: 5);

        void Pass()
        {
            Tape tape = bench.Tape;
            tape.Reset(1);
            Variable q = tape.Constant(numbers.AsSpan(0, queries.Total * 6), new(queries.Total, 6));
            Variable k = tape.Constant(numbers, new(keys.Total, 6)), strengths = tape.Fill(new(queries.Total, 2), 1);
            Read(tape.Attention(q, k, k, queries, keys, AttentionRule.Scaled(2, 6, AttentionMask.Causal)));
            Weigh(tape.DotScores(q, k, queries, keys, 2, 1), Normalization.TopK(5));
            Weigh(tape.AdditiveScores(q, k, tape.Fill(new(6), 1), queries, keys, 2), Normalization.Hard);
            Weigh(tape.CosineScores(q, k, strengths, queries, keys, 2), Normalization.Softmax);
            Read(tape.WeightedSum(
                tape.LocalWeights(tape.DotScores(q, k, queries, keys, 2, 1), strengths, queries, keys, 3), k, queries, keys));
            tape.BackwardFromSeeds();

            void Weigh(Variable scores, Normalization normalization) => Read(tape.WeightedSum(
                tape.AttentionWeights(scores, queries, keys, new(IsCausal: true, Window: 30), true, normalization), k, queries, keys));

            void Read(Variable read) => tape.Seed(read, numbers.AsSpan(0, read.Shape.Count));
        }
    }

    /// <summary>Matrix and scalar memories on ragged sequences of several chunks, with and without states.</summary>
    [Fact]
    public void A_warm_pass_of_exponential_memories_allocates_nothing()
    {
        SequenceRows rows = AttentionCases.Rows(40, 3), step = new SequenceRows().OfStep(2);
        Real[] numbers = [.. Enumerable.Range(0, rows.Total * 24).Select(i => (Real)(i % 13 * 0.1))];
        using var bench = new Workbench();
        Allocations.AssertNone(Pass, warmings: 5);

        void Pass()
        {
            Tape tape = bench.Tape;
            tape.Reset(1);
            Variable x = tape.Constant(numbers.AsSpan(0, rows.Total * 6), new(rows.Total, 6));
            Variable gates = tape.Constant(numbers.AsSpan(0, rows.Total * 4), new(rows.Total, 4));
            MatrixMemoryRule rule = new(2);
            Read(tape.MatrixMemory(x, x, x, gates, rows, rule));
            Read(tape.MatrixMemory(x, x, x, gates, rows, rule, null, out MatrixMemoryState matrix));
            Read(tape.MatrixMemory(x, x, x, gates, step, rule, matrix, out _, looksAtMemory: true, out _));
            gates = tape.Constant(numbers, new(rows.Total, 24));
            Variable recurrent = tape.Constant(numbers.AsSpan(0, 72), new(2, 3, 12));
            Read(tape.ScalarMemory(gates, null, rows));
            Read(tape.ScalarMemory(gates, recurrent, rows, ForgetGate.Exponential, null, out ScalarMemoryState scalar));
            Read(tape.ScalarMemory(gates, recurrent, step, ForgetGate.Exponential, scalar, out _, out _));
            tape.BackwardFromSeeds();

            void Read(Variable read) => tape.Seed(read, numbers.AsSpan(0, read.Shape.Count));
        }
    }

    [Fact]
    public void A_warm_pass_of_what_works_row_by_row_allocates_nothing()
    {
        var batch = new SequenceBatch();
        batch.Reshape([5, 3, 4], 1, 1);
        SequenceRows packed = new SequenceRows().OfBatch(batch);
        Real[] numbers = [.. Enumerable.Range(0, 12 * 6).Select(i => (Real)(i % 13 * 0.1))];
        using var bench = new Workbench(scope =>
        {
            scope.Tensor("table", new Shape(3, 6), (_, i) => i);
            scope.Bilinear("pairs", 6, 6, 6, LinearInitializer.Default);
            scope.Linear("layer", 6, 6, LinearInitializer.Default, uniform: true, bias: false);
        });
        IReadOnlyList<Parameter> parameters = bench.Parameters.Items;
        Allocations.AssertNone(Pass, warmings: 5);

        void Pass()
        {
            Tape tape = bench.Tape;
            tape.Reset(12, StreamKey.FromSeed(4));
            Variable x = tape.Dropout(tape.Constant(numbers, new(12, 6)), 0.3, batch);
            Variable y = tape.Multiply(tape.Add(tape.Rotate(x, packed, 1, 2), x), tape.Sigmoid(tape.Relu(tape.Gelu(x))));
            y = tape.CausalConvolution(tape.Silu(y), tape.Use(parameters[0]), packed, tape.Fill(new(3, 2, 6), 1), out _);
            Variable gates = tape.Fill(new(12, 3), (Real)0.5);
            y = tape.FastWeights(new(x, x, y, gates, gates), packed, new(3, Erases: true), tape.Fill(new(3, 3, 2, 2), 1), out _);
            y = tape.Bilinear(parameters[1], y, tape.Linear(parameters[2], x));
            y = tape.BlockLinear(y, tape.Fill(new(2, 3, 3), 1), tape.Fill(new(6), 1));
            y = tape.Add(tape.GatherRows(y, [0, 11, 3]), tape.Lookup(parameters[0], [-1, 2, 0]));
            y = tape.Append(tape.Append(null, y), y);
            tape.Seed(y, numbers.AsSpan(0, y.Shape.Count));
            tape.BackwardFromSeeds();
        }
    }

    /// <summary>A recorded pass keeps as many memories as the root of the steps, not one for each.</summary>
    [Fact]
    public void A_pass_of_fast_weights_keeps_the_root_of_all_memories()
    {
        const int steps = 400, numbers = 32;
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        Variable x = tape.Fill(new(steps, numbers), 1), strengths = tape.Fill(new(steps, 1), 1);
        long before = tape.Used;
        Variable reads = tape.FastWeights(new(x, x, x, strengths), FastWeightCases.Rows(steps), new(1, true));
        tape.Seed(reads, new Real[reads.Shape.Count]);
        tape.BackwardFromSeeds();
        Assert.InRange(tape.Used - before, 20 * numbers * numbers, 100 * numbers * numbers);
    }
}

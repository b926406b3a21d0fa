using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Ragged sequences of queries and keys, drawn at random, and ways to call attention on them.</summary>
/// <param name="Queries">How many queries each sequence has, descending, at most as many as keys.</param>
/// <param name="Keys">How many keys each sequence has, descending.</param>
/// <param name="Heads">H.</param>
/// <param name="Numbers">D.</param>
/// <param name="ValueNumbers">V.</param>
/// <param name="Mask">What a query may see.</param>
/// <param name="Alibi">Whether scores fall with distance.</param>
/// <param name="Seed">Decides all numbers.</param>
internal sealed record AttentionTrial(
    int[] Queries, int[] Keys, int Heads, int Numbers, int ValueNumbers, AttentionMask Mask, bool Alibi, int Seed)
{
    public AttentionRule Rule => AttentionRule.Scaled(Heads, Heads * Numbers, Mask, Alibi);

    /// <summary>
    /// Random sequences, of which some have more keys and queries than a block. A head has two numbers or more: cosines of single numbers
    /// are 1, and their gradients what rounding leaves.
    /// </summary>
    public static Arbitrary<AttentionTrial> Any() => (
        from sequences in Gen.Choose(1, 4)
        from most in Gen.Elements(1, 5, 20, 140)
        from keys in Gen.Choose(1, most).ArrayOf(sequences)
        from queries in Gen.Choose(1, most).ArrayOf(sequences)
        from heads in Gen.Choose(1, 3)
        from numbers in Gen.Choose(2, 19)
        from valueNumbers in Gen.Choose(1, 19)
        from causal in Gen.Elements(true, false)
        from window in Gen.Elements<int?>(null, 1, 2, 7, 70)
        from alibi in Gen.Elements(true, false)
        from seed in Gen.Choose(0, 1000)
        let ordered = keys.OrderDescending().ToArray()
        select new AttentionTrial(
            [.. queries.OrderDescending().Zip(ordered, Math.Min)], ordered, heads, numbers, valueNumbers, new(causal, window), alibi, seed))
        .ToArbitrary();

    /// <summary>The same where each query is a key too.</summary>
    public AttentionTrial OfItself() => this with { Queries = Keys };

    /// <summary>Draws all numbers and calls attention on the packed batch.</summary>
    public AttentionRun Run(Workbench bench, AttentionCall call) => Run(bench, call, Draw());

    /// <summary>The same with other numbers than those of the seed.</summary>
    public AttentionRun Run(Workbench bench, AttentionCall call, AttentionNumbers numbers) =>
        new(bench, call, this, AttentionCases.Rows(Queries), AttentionCases.Rows(Keys), numbers);

    /// <summary>Calls attention on one sequence by itself.</summary>
    public AttentionRun RunAlone(Workbench bench, AttentionCall call, int sequence)
    {
        SequenceRows own = AttentionCases.Rows(Queries), others = AttentionCases.Rows(Keys);
        AttentionNumbers all = Draw();
        var numbers = new AttentionNumbers(
            Of(all.Queries, own[sequence]), Of(all.Keys, others[sequence]), Of(all.Values, others[sequence]),
            Of(all.Centres, own[sequence]), all.Direction, Of(all.Cotangent, own[sequence]));
        return new(
            bench, call, this, new SequenceRows().OfBlocks(1, own.Count(sequence)), new SequenceRows().OfBlocks(1, others.Count(sequence)),
            numbers);
    }

    /// <summary>The numbers of the packed batch.</summary>
    public AttentionNumbers Draw()
    {
        int queries = Queries.Sum(), keys = Keys.Sum();
        SequenceRows own = AttentionCases.Rows(Queries);
        double[][] centres = Rows("centres", queries, Heads);
        for (int sequence = 0; sequence < Keys.Length; sequence++)
            foreach (int row in own[sequence])
                centres[row] = Array.ConvertAll(centres[row], x => Keys[sequence] / (1 + Math.Exp(-x)));
        return new(
            Rows("queries", queries, Heads * Numbers), Rows("keys", keys, Heads * Numbers), Rows("values", keys, Heads * ValueNumbers),
            centres, Rows("direction", 1, Heads * Numbers), Rows("cotangent", queries, Heads * ValueNumbers));
    }

    private double[][] Rows(string name, int rows, int width)
    {
        var stream = new RandomStream(StreamKey.FromSeed(Seed).Split(name));
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => stream.NextGaussian()).ToArray())];
    }

    private static double[][] Of(double[][] rows, ReadOnlySpan<int> chosen)
    {
        var result = new double[chosen.Length][];
        for (int i = 0; i < result.Length; i++)
            result[i] = rows[chosen[i]];
        return result;
    }
}

/// <summary>What attention is called with, row by row.</summary>
internal sealed record AttentionNumbers(
    double[][] Queries, double[][] Keys, double[][] Values, double[][] Centres, double[][] Direction, double[][] Cotangent);

/// <summary>A way to read the values of keys.</summary>
internal delegate Variable AttentionCall(Tape tape, AttentionTrial trial, AttentionRun run);

/// <summary>A call of attention and what came of it.</summary>
internal sealed class AttentionRun
{
    private readonly Workbench _bench;
    private readonly AttentionNumbers _numbers;

    public AttentionRun(
        Workbench bench, AttentionCall call, AttentionTrial trial, SequenceRows queryRows, SequenceRows keyRows, AttentionNumbers numbers)
    {
        (_bench, _numbers, QueryRows, KeyRows) = (bench, numbers, queryRows, keyRows);
        Queries = Input(numbers.Queries);
        Keys = Input(numbers.Keys);
        Values = Input(numbers.Values);
        Centres = Input(numbers.Centres);
        Direction = Input(numbers.Direction);
        Read = call(bench.Tape, trial, this);
    }

    public SequenceRows QueryRows { get; }

    public SequenceRows KeyRows { get; }

    public Variable Queries { get; }

    public Variable Keys { get; }

    public Variable Values { get; }

    public Variable Centres { get; }

    public Variable Direction { get; }

    /// <summary>[Q, H V]</summary>
    public Variable Read { get; }

    /// <summary>Walks back; the gradients of queries, keys and values.</summary>
    public Real[][] Gradients()
    {
        _bench.Tape.Seed(Read, [.. _numbers.Cotangent.SelectMany(row => row).Select(x => (Real)x)]);
        _bench.Tape.BackwardFromSeeds();
        return [.. ((Variable[])[Queries, Keys, Values]).Select(Workbench.GradientOf)];
    }

    private Variable Input(double[][] rows) => _bench.Input([.. rows.SelectMany(row => row)], new Shape(rows.Length, rows[0].Length));
}

/// <summary>All ways to read the values of keys.</summary>
internal static class AttentionCalls
{
    public static IReadOnlyDictionary<string, AttentionCall> All { get; } = new Dictionary<string, AttentionCall>
    {
        ["fused"] = (t, trial, run) => t.Attention(run.Queries, run.Keys, run.Values, run.QueryRows, run.KeyRows, trial.Rule),
        ["dot"] = (t, trial, run) => Finish(t, trial, run, Dot(t, trial, run)),
        ["additive"] = (t, trial, run) => Finish(t, trial, run,
            t.AdditiveScores(run.Queries, run.Keys, run.Direction, run.QueryRows, run.KeyRows, trial.Heads)),
        ["cosine"] = (t, trial, run) => Finish(t, trial, run,
            t.CosineScores(run.Queries, run.Keys, run.Centres, run.QueryRows, run.KeyRows, trial.Heads)),
        ["highest"] = (t, trial, run) => Finish(t, trial, run, Dot(t, trial, run), Normalization.TopK(3)),
        ["hard"] = (t, trial, run) => Finish(t, trial, run, Dot(t, trial, run), Normalization.Hard),
        ["local"] = (t, trial, run) => t.WeightedSum(
            t.LocalWeights(Dot(t, trial, run), run.Centres, run.QueryRows, run.KeyRows, 2), run.Values, run.QueryRows, run.KeyRows),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static Variable Dot(Tape t, AttentionTrial trial, AttentionRun run) =>
        t.DotScores(run.Queries, run.Keys, run.QueryRows, run.KeyRows, trial.Heads, trial.Rule.Scale);

    private static Variable Finish(
        Tape t, AttentionTrial trial, AttentionRun run, Variable scores, Normalization normalization = default) => t.WeightedSum(
        t.AttentionWeights(scores, run.QueryRows, run.KeyRows, trial.Mask, trial.Alibi, normalization), run.Values, run.QueryRows,
        run.KeyRows);
}

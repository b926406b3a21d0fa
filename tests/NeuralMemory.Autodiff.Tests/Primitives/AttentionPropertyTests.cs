using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// What holds for attention over sequences of any lengths. The native engine gives the same bits, others the same numbers.
/// </summary>
public sealed class AttentionPropertyTests
{
    public static TheoryData<string> Calls => AttentionCalls.Names;

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_sequence_gets_in_a_batch_what_it_gets_alone(string name) => Check(AttentionTrial.Any(), trial =>
    {
        using var bench = new Workbench();
        AttentionRun whole = trial.Run(bench, AttentionCalls.All[name]);
        Real[][] gradients = whole.Gradients();
        for (int sequence = 0; sequence < trial.Keys.Length; sequence++)
        {
            using var other = new Workbench();
            AttentionRun alone = trial.RunAlone(other, AttentionCalls.All[name], sequence);
            Real[][] own = alone.Gradients();
            ReadOnlySpan<int> queries = whole.QueryRows[sequence], keys = whole.KeyRows[sequence];
            AssertSame(alone.Read.Span, Rows(whole.Read.Span, queries, whole.Read.Shape.Width));
            AssertSame(own[0], Rows(gradients[0], queries, whole.Queries.Shape.Width));
            AssertSame(own[1], Rows(gradients[1], keys, whole.Keys.Shape.Width));
            AssertSame(own[2], Rows(gradients[2], keys, whole.Values.Shape.Width));
        }
    });

    [Theory]
    [InlineData("fused")]
    [InlineData("dot")]
    [InlineData("additive")]
    [InlineData("cosine")]
    [InlineData("highest")]
    [InlineData("hard")]
    public void Causal_attention_does_not_see_later_keys(string name) => Check(AttentionTrial.Any(), any =>
    {
        AttentionTrial trial = any.OfItself() with { Mask = any.Mask with { IsCausal = true } };
        AttentionNumbers before = trial.Draw(), after = trial.Draw();
        SequenceRows rows = AttentionCases.Rows(trial.Keys);
        int step = trial.Seed % trial.Keys[0], width = trial.Heads * trial.ValueNumbers;
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
            for (int key = step + 1; key < rows.Count(sequence); key++)
                foreach (double[][] changed in (double[][][])[after.Keys, after.Values])
                    changed[rows[sequence][key]] = Array.ConvertAll(changed[rows[sequence][key]], x => 100 - 50 * x);
        using Workbench one = new(), two = new();
        Variable first = trial.Run(one, AttentionCalls.All[name], before).Read;
        Variable second = trial.Run(two, AttentionCalls.All[name], after).Read;
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
        {
            ReadOnlySpan<int> seen = rows[sequence][..Math.Min(step + 1, rows.Count(sequence))];
            AssertSame(Rows(first.Span, seen, width), Rows(second.Span, seen, width));
        }
    });

    [Fact]
    public void Attention_in_one_piece_gives_what_its_parts_give() => Check(AttentionTrial.Any(), trial =>
    {
        using Workbench one = new(), two = new();
        AttentionRun fused = trial.Run(one, AttentionCalls.All["fused"]), composed = trial.Run(two, AttentionCalls.All["dot"]);
        Close.Within(Close.OutputTolerance, Doubles(composed.Read.Span), fused.Read.Span, "read");
        Real[][] gradients = composed.Gradients();
        double largest = gradients.Max(gradient => gradient.Max(Math.Abs));
        foreach ((Real[] expected, Real[] actual) in gradients.Zip(fused.Gradients()))
            Close.Gradients(Flat(expected), actual, largest, "what was attended to");
    });

    [Fact]
    public void The_weights_that_may_be_looked_at_are_those_that_read() => Check(AttentionTrial.Any(), trial =>
    {
        using Workbench one = new(), two = new();
        Variable? seen = null, expected = null;
        AttentionRun plain = trial.Run(one, AttentionCalls.All["fused"]);
        AttentionRun looked = trial.Run(two, (t, _, run) =>
        {
            Variable read = t.Attention(run.Queries, run.Keys, run.Values, run.QueryRows, run.KeyRows, trial.Rule, out seen);
            Variable scores = t.DotScores(run.Queries, run.Keys, run.QueryRows, run.KeyRows, trial.Heads, trial.Rule.Scale);
            expected = t.AttentionWeights(scores, run.QueryRows, run.KeyRows, trial.Mask, trial.Alibi);
            return read;
        });
        Assert.Equal(plain.Read.Span.ToArray(), looked.Read.Span.ToArray());
        Assert.Equal(expected!.Shape, seen!.Shape);
        Close.Within(Close.OutputTolerance, Doubles(expected.Span), seen.Span, "weights");
    });

    /// <summary>A decoder that keeps keys and values answers step by step what the whole pass answers.</summary>
    [Theory]
    [InlineData("fused")]
    [InlineData("dot")]
    [InlineData("additive")]
    [InlineData("cosine")]
    public void A_query_over_the_keys_so_far_is_the_row_of_the_whole_pass(string name) => Check(AttentionTrial.Any(), any =>
    {
        AttentionTrial trial = any.OfItself() with { Mask = any.Mask with { IsCausal = true } };
        AttentionNumbers all = trial.Draw();
        SequenceRows rows = AttentionCases.Rows(trial.Keys);
        using Workbench one = new(), two = new();
        Variable whole = trial.Run(one, AttentionCalls.All[name]).Read;
        foreach (int step in (int[])[0, trial.Keys[0] / 2, trial.Keys[0] - 1])
        {
            int[] running = [.. Enumerable.Range(0, rows.Sequences).Where(sequence => rows.Count(sequence) > step)];
            int[] queries = [.. running.Select(sequence => rows[sequence][step])];
            int[] keys = [.. running.SelectMany(sequence => rows[sequence][..(step + 1)].ToArray())];
            var numbers = new AttentionNumbers(
                Of(all.Queries, queries), Of(all.Keys, keys), Of(all.Values, keys), Of(all.Centres, queries), all.Direction, []);
            var stepped = new AttentionRun(
                two, AttentionCalls.All[name], trial, new SequenceRows().OfStep(running.Length),
                new SequenceRows().OfBlocks(running.Length, step + 1), numbers);
            AssertSame(Rows(whole.Span, queries, whole.Shape.Width), stepped.Read.Span);
        }
    });

    /// <summary>The addressing of Neural Turing Machines is attention whose keys are the slots, for each head once more.</summary>
    [Fact]
    public void Content_addressing_is_attention_by_cosines() => Check(AttentionTrial.Any(), trial =>
    {
        int batch = trial.Keys.Length, slots = trial.Keys[0], heads = trial.Heads, width = trial.Numbers;
        var stream = new RandomStream(StreamKey.FromSeed(trial.Seed));
        double[] keys = Draw(batch * heads * width), cotangent = Draw(batch * heads * slots);
        double[] strengths = [.. Draw(batch * heads).Select(x => 10 / (1 + Math.Exp(-x)))];
        GoldenTensor memory = new([batch, slots, width], Draw(batch * slots * width));
        double[] repeated = [.. memory.Data.Chunk(width).SelectMany(slot => Enumerable.Repeat(slot, heads)).SelectMany(slot => slot)];
        using Workbench one = new(), two = new();
        Variable[] ntm =
        [
            one.Input(keys, new(batch, heads, width)), one.Input(strengths, new(batch, heads, 1)),
            one.Input(memory.SwapLast().Data, new(batch, width, slots)),
        ];
        Variable expected = one.Tape.ContentAddressing(ntm[0], ntm[1], ntm[2]);
        Variable[] attention =
        [
            two.Input(keys, new(batch, heads * width)), two.Input(strengths, new(batch, heads)),
            two.Input(repeated, new(batch, slots, heads * width)),
        ];
        SequenceRows queryRows = new SequenceRows().OfStep(batch), keyRows = new SequenceRows().OfBlocks(batch, slots);
        Variable scores = two.Tape.CosineScores(attention[0], attention[2], attention[1], queryRows, keyRows, heads);
        Variable weights = two.Tape.AttentionWeights(scores, queryRows, keyRows);
        Close.Within(Close.OutputTolerance, Doubles(expected.Span), weights.Span, "weights");
        foreach ((Workbench bench, Variable output) in ((Workbench, Variable)[])[(one, expected), (two, weights)])
        {
            bench.Tape.Seed(output, Array.ConvertAll(cotangent, x => (Real)x));
            bench.Tape.BackwardFromSeeds();
        }

        double largest = ntm.Max(input => Doubles(input.GradientSpan).Max(Math.Abs));
        for (int i = 0; i < 2; i++)
            Close.Gradients(Flat(ntm[i].GradientSpan), attention[i].GradientSpan, largest, $"input {i}");
        GoldenTensor slotGradients = new GoldenTensor([batch, width, slots], Doubles(ntm[2].GradientSpan)).SwapLast();
        Real[] summed = [.. attention[2].GradientSpan.ToArray().Chunk(heads * width).SelectMany(row =>
            Enumerable.Range(0, width).Select(i => Enumerable.Range(0, heads).Aggregate((Real)0, (sum, h) => sum + row[h * width + i])))];
        Close.Gradients(slotGradients, summed, largest, "the memory");

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => stream.NextGaussian())];
    });

    private static void Check(Arbitrary<AttentionTrial> trials, Action<AttentionTrial> property) =>
        Prop.ForAll(trials, property).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static void AssertSame(ReadOnlySpan<Real> expected, ReadOnlySpan<Real> actual)
    {
        if (EngineUnderTest.Engine == NativeEngine.Instance)
            Assert.Equal(expected.ToArray(), actual.ToArray());
        else
            Close.Within(Close.GradientTolerance, Doubles(expected), actual, "row", noise: 1e-13);
    }

    private static Real[] Rows(ReadOnlySpan<Real> numbers, ReadOnlySpan<int> rows, int width)
    {
        var result = new Real[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            numbers.Slice(rows[i] * width, width).CopyTo(result.AsSpan(i * width));
        return result;
    }

    private static double[][] Of(double[][] rows, int[] chosen) => Array.ConvertAll(chosen, row => rows[row]);

    private static GoldenTensor Flat(ReadOnlySpan<Real> numbers) => new([numbers.Length], Doubles(numbers));

    private static double[] Doubles(ReadOnlySpan<Real> numbers) => Array.ConvertAll(numbers.ToArray(), x => (double)x);
}

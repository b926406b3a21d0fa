using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class RotateTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>
    /// Queries and keys that are turned before causal attention. Values with a one behind them for each key make the weights a part of what
    /// attention mixes, so that their gradient is checked too.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Rotary_positions(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "attention_rotary");
        using var bench = new Workbench();
        int batch = golden.Size("B"), places = golden.Size("K"), width = golden.Size("D");
        SequenceRows rows = new SequenceRows().OfBlocks(batch, places);
        Variable queries = bench.Input(golden.Inputs["queries"].Data, new(batch * places, width));
        Variable keys = bench.Input(golden.Inputs["keys"].Data, new(batch * places, width));
        GoldenTensor ones = new([batch, places, places],
            [.. Enumerable.Range(0, batch * places * places).Select(i => i % places == i / places % places ? 1.0 : 0.0)]);
        GoldenTensor joined = Beside(golden.Inputs["values"], ones);
        Variable values = bench.Input(joined.Data, new(batch * places, joined.Shape[2]));
        Variable mixed = bench.Tape.Attention(
            bench.Tape.Rotate(queries, rows, heads: 1), bench.Tape.Rotate(keys, rows, heads: 1), values, rows, rows,
            AttentionRule.Scaled(1, width, new AttentionMask(IsCausal: true)));
        Close.Outputs(Beside(golden.Outputs["context"], golden.Outputs["weights"]), mixed.Span, "context and weights");
        bench.Seed(mixed, Beside(golden.Cotangents["context"], golden.Cotangents["weights"]));
        bench.Tape.BackwardFromSeeds();
        Close.Gradients(golden.Gradients["queries"], queries.GradientSpan, "queries");
        Close.Gradients(golden.Gradients["keys"], keys.GradientSpan, "keys");
    }

    /// <summary>[B, K, V] and [B, K, W] as [B, K, V + W].</summary>
    private static GoldenTensor Beside(GoldenTensor left, GoldenTensor right)
    {
        int rows = left.Shape[0] * left.Shape[1], v = left.Shape[2], w = right.Shape[2];
        return new(
            [left.Shape[0], left.Shape[1], v + w],
            [
                .. Enumerable.Range(0, rows).SelectMany(
                    row => left.Data.Skip(row * v).Take(v).Concat(right.Data.Skip(row * w).Take(w))),
            ]);
    }

    [Fact]
    public void Products_depend_on_distances_alone()
    {
        using var bench = new Workbench();
        SequenceRows row = new SequenceRows().OfStep(1);
        Variable a = bench.Input([.. Enumerable.Range(0, 20).Select(i => Math.Sin(i + 1))], new(1, 20));
        Variable b = bench.Input([.. Enumerable.Range(0, 20).Select(i => Math.Cos(3 * i))], new(1, 20));
        double near = Product(2, 5), far = Product(102, 105), other = Product(2, 6);
        Assert.Equal(near, far, 1e-4);
        Assert.True(Math.Abs(near - other) > 1e-2);

        double Product(int place, int otherPlace)
        {
            ReadOnlySpan<Real> x = bench.Tape.Rotate(a, row, 1, place).Span, y = bench.Tape.Rotate(b, row, 1, otherPlace).Span;
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += (double)x[i] * y[i];
            return sum;
        }
    }

    /// <summary>A step at a place gives the bits of all steps at once.</summary>
    [Fact]
    public void A_row_is_turned_alike_alone_and_among_others()
    {
        using var bench = new Workbench();
        var batch = new SequenceBatch();
        batch.Reshape([5, 2], 1, 1);
        Variable x = bench.Input([.. Enumerable.Range(0, 7 * 36).Select(i => Math.Sin(i))], new(7, 36));
        Real[] whole = bench.Tape.Rotate(x, new SequenceRows().OfBatch(batch), heads: 2).Span.ToArray();
        for (int t = 0; t < 5; t++)
        {
            int rows = batch.RowsAt(t), at = batch.RowOffset(t);
            Variable step = bench.Tape.Rotate(bench.Tape.Rows(x, at, rows), new SequenceRows().OfStep(rows), heads: 2, offset: t);
            Assert.Equal(whole.AsSpan(at * 36, rows * 36).ToArray(), step.Span.ToArray());
        }
    }

    [Fact]
    public void Rows_of_no_sequence_stay_as_they_are()
    {
        using var bench = new Workbench();
        Variable x = bench.Input([1, 2, 3, 4, 5, 6], new(3, 2));
        Variable y = bench.Tape.Rotate(x, new SequenceRows().OfStep(1), heads: 1, offset: 3);
        Assert.Equal(x.Span[2..].ToArray(), y.Span[2..].ToArray());
        Assert.NotEqual(x.Span[0], y.Span[0]);
    }
}

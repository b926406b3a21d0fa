using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>What tells places apart, against the oracle, whose tables are multiplied with a number that is differentiated.</summary>
public sealed class PositionGoldenTests
{
    public static TheoryData<string, bool> Cases => new()
    {
        { "family", false }, { "family", true }, { "family-odd", false }, { "family-odd", true },
    };

    /// <summary>The table as it is added to the rows of a whole batch, and to those of a single step.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Sinusoids(string folder, bool stepByStep)
    {
        using var run = new LayerRun<PositionEncoding>(
            folder, "positions_sinusoidal", (golden, scope) => new(PositionKind.Sinusoidal, golden.Size("E"), 1, scope));
        run.Begin([]);
        (int steps, int width) = (run.Golden.Size("T"), run.Golden.Size("E"));
        Variable table = stepByStep
            ? Joined(run.Tape, [.. Enumerable.Range(0, steps).Select(t => run.Layer.AddAt(run.Tape, run.Tape.Fill(new(1, width), 0), t))])
            : run.Layer.AddTo(run.Tape, run.Tape.Fill(new(steps, width), 0), BatchOf(steps, _ => 1));
        Check(run, "table", table);
    }

    /// <summary>The features of the place of a step, and of a coordinate that stands in the inputs.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fourier_features(string folder, bool asCoordinate)
    {
        using var run = new LayerRun<PerceiverInputs>(folder, "positions_fourier", (golden, scope) => new(
            new()
            {
                Time = !asCoordinate,
                Places = golden.Size("T"),
                Coordinates = asCoordinate ? 1 : 0,
                Bands = golden.Size("bands"),
                MaxFrequency = golden.Number("max_frequency"),
            },
            new(1, 1, scope)));
        run.Begin([]);
        int steps = run.Golden.Size("T");
        SequenceBatch batch = BatchOf(steps, t => 2.0 * t / (steps - 1) - 1);
        Variable seen = run.Layer.Of(run.Tape, batch);
        Assert.Equal(batch.Inputs.ToArray(), Enumerable.Range(0, steps).Select(t => seen.Span[t * run.Layer.Width]));
        // Without the input itself, which stands first.
        int width = run.Layer.Width;
        Real[] features = [.. Enumerable.Range(0, steps).SelectMany(t => seen.Span.Slice(t * width, width)[1..].ToArray())];
        Check(run, "features", run.Tape.Constant(features, new(steps, width - 1)));
    }

    private static void Check<T>(LayerRun<T> run, string output, Variable table)
    {
        Variable scale = run.Input("scale");
        run.Output(output, run.Tape.Multiply(run.Tape.Broadcast(scale, table.Shape.Count), Column(run.Tape, table)));
        run.Check();
    }

    private static Variable Column(Tape tape, Variable x) => tape.Constant(x.Span, new(x.Shape.Count, 1));

    private static Variable Joined(Tape tape, Variable[] rows)
    {
        Variable all = tape.NewKept(new(rows.Length, rows[0].Shape.Width));
        for (int i = 0; i < rows.Length; i++)
            tape.RowsInto(all, i, rows[i]);
        return all;
    }

    private static SequenceBatch BatchOf(int steps, Func<int, double> input)
    {
        var batch = new SequenceBatch();
        batch.Reshape([steps], 1, 1);
        for (int t = 0; t < steps; t++)
            batch.InputRow(t)[0] = (Real)input(t);
        return batch;
    }
}

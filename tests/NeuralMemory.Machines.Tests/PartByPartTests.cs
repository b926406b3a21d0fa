#if REAL_IS_DOUBLE
using NeuralMemory.Autodiff;
#endif
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>Sequences run part by part, the state carried on: answers of a whole run, and gradients that end at the cuts.</summary>
public sealed class PartByPartTests
{
    private static readonly int[] Ragged = [3, 7, 1, 4, 7, 6];

    public static TheoryData<string> Carrying => [.. NamesOf(config => config.CarriesState)];

    public static TheoryData<string> Others => [.. NamesOf(config => !config.CarriesState)];

    [Theory]
    [MemberData(nameof(Carrying))]
    public void Answers_have_the_bits_of_a_whole_run_wherever_it_is_cut(string name)
    {
        using var rig = Rig(name);
        Real[] whole = rig.Forward();
        foreach (int steps in (int[])[1, 2, 3, 6, 7, 8])
            Assert.Equal(whole, Forward(rig, Cut(rig.Batch, steps)));
    }

    [Theory]
    [MemberData(nameof(Carrying))]
    public void So_they_have_where_nothing_is_recorded(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged, recording: false);
        Assert.Equal(rig.Forward(), Forward(rig, Cut(rig.Batch, 2)));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_machine_that_looks_at_the_whole_refuses(string name)
    {
        using var rig = Rig(name);
        rig.Tape.Reset(rig.Batch.Rows);
        Assert.Throws<NotSupportedException>(() => rig.Machine.RunPart(rig.Tape, rig.Batch, new(), new()));
    }

    [Fact]
    public void Every_machine_that_goes_step_by_step_carries_its_state()
    {
        Assert.All(MachineCatalog.All.Values, config => Assert.Equal(
            config is NtmConfig or DncConfig { Bidirectional: false } or RecurrentConfig { Bidirectional: false }, config.CarriesState));
        Assert.True(Carrying.Count > 20);
    }

    [Theory]
    [MemberData(nameof(Carrying))]
    public void A_single_part_has_the_gradient_of_the_whole(string name)
    {
        using var rig = Rig(name);
        Real[] whole = rig.Gradient();
        Assert.Equal(whole, Gradient(rig, Cut(rig.Batch, 7), States(rig, Cut(rig.Batch, 7))));
    }

    /// <summary>The parts of a batch, of so many steps each, with its first row.</summary>
    private static List<(SequenceBatch Part, int Row)> Cut(SequenceBatch batch, int steps)
    {
        List<(SequenceBatch, int)> parts = [];
        for (int first = 0; first < batch.MaxLength; first += steps)
        {
            int end = Math.Min(first + steps, batch.MaxLength), row = batch.RowOffset(first);
            SequenceBatch part = new();
            part.Reshape(
                [.. batch.Lengths.ToArray().Where(length => length > first).Select(length => Math.Min(length, end) - first)],
                batch.InputWidth, batch.TargetWidth);
            batch.Inputs.Slice(row * batch.InputWidth, part.Inputs.Length).CopyTo(part.Inputs);
            batch.Targets.Slice(row * batch.TargetWidth, part.Targets.Length).CopyTo(part.Targets);
            parts.Add((part, row));
        }

        return parts;
    }

    private static Real[] Forward(MachineRig rig, List<(SequenceBatch Part, int Row)> parts)
    {
        List<Real> logits = [];
        CarriedState from = new(), to = new();
        foreach (var (part, row) in parts)
        {
            if (row == 0)
                rig.Tape.Reset(part.Rows, rig.Noise);
            else
                rig.Tape.Continue(part.Rows);
            logits.AddRange(rig.Machine.RunPart(rig.Tape, part, from, to).Span.ToArray());
            (from, to) = (to, from);
        }

        return [.. logits];
    }

    /// <summary>What each part begins with.</summary>
    private static List<CarriedState> States(MachineRig rig, List<(SequenceBatch Part, int Row)> parts)
    {
        List<CarriedState> states = [new()];
        foreach (var (part, _) in parts)
        {
            rig.Tape.Reset(part.Rows, rig.Noise);
            CarriedState next = new();
            rig.Machine.RunPart(rig.Tape, part, states[^1], next);
            states.Add(next);
        }

        return states;
    }

    /// <summary>The sum of the gradients of all parts.</summary>
    private static Real[] Gradient(
        MachineRig rig, List<(SequenceBatch Part, int Row)> parts, List<CarriedState> states)
    {
        Real[] sum = new Real[rig.Machine.Parameters.Length];
        for (int i = 0; i < parts.Count; i++)
        {
            SequenceBatch part = parts[i].Part;
            rig.Tape.Reset(part.Rows, rig.Noise);
            rig.Tape.Seed(rig.Machine.RunPart(rig.Tape, part, states[i], new()), part.Targets);
            rig.Tape.BackwardFromSeeds();
            for (int j = 0; j < sum.Length; j++)
                sum[j] += rig.Tape.Gradients[j];
        }

        return sum;
    }

    private static MachineRig Rig(string name) => new(MachineCatalog.All[name], Ragged)
    {
        Noise = MachineCatalog.All[name] is RecurrentConfig { Dropout: > 0 } or DncConfig { Dropout: > 0 } ? StreamKey.FromSeed(9) : null,
    };

    private static IEnumerable<string> NamesOf(Func<MachineConfig, bool> isMeant) =>
        MachineCatalog.All.Where(machine => isMeant(machine.Value)).Select(machine => machine.Key);

#if REAL_IS_DOUBLE
    /// <summary>With the states at the cuts held as they are, the gradient is that of what is computed.</summary>
    [Theory]
    [MemberData(nameof(Carrying))]
    public void Gradients_are_finite_differences_with_the_states_held(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        rig.Scale(1.5);
        List<(SequenceBatch Part, int Row)> parts = Cut(rig.Batch, 3);
        List<CarriedState> states = States(rig, parts);
        Real[] block = Gradient(rig, parts, states);
        double largest = block.Max(Math.Abs);
        // Every seventh: what is told of one by differences, is told of its neighbours.
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
        {
            double[] gradient = new double[tensor.Shape.Count], values = new double[tensor.Shape.Count];
            tensor.CopyOut(block, gradient);
            tensor.CopyOut(rig.Machine.Parameters.Block, values);
            for (int i = 0; i < gradient.Length; i += 7)
            {
                const double step = 1e-5;
                double numeric = (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
                tensor.CopyIn(values, rig.Machine.Parameters.Block);
                Assert.True(Math.Abs(numeric - gradient[i]) <= 1e-6 * Math.Abs(gradient[i]) + 1e-8 * largest,
                    $"{tensor.Name}[{i}]: {gradient[i]}, by differences {numeric}, largest {largest}");

                double Moved(double by)
                {
                    double[] moved = [.. values];
                    moved[i] += by;
                    tensor.CopyIn(moved, rig.Machine.Parameters.Block);
                    return Objective(rig, parts, states);
                }
            }
        }

        // The cut is no formality: the whole has another gradient.
        Assert.NotEqual(block, rig.Gradient());
    }

    private static double Objective(
        MachineRig rig, List<(SequenceBatch Part, int Row)> parts, List<CarriedState> states)
    {
        double sum = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            SequenceBatch part = parts[i].Part;
            rig.Tape.Reset(part.Rows);
            ReadOnlySpan<double> logits = rig.Machine.RunPart(rig.Tape, part, states[i], new()).Span;
            for (int j = 0; j < logits.Length; j++)
                sum += logits[j] * part.Targets[j];
        }

        return sum;
    }
#endif
}

using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>Sequences run part by part, the state carried on: answers of a whole run, and gradients that end at the cuts.</summary>
public sealed partial class PartByPartTests
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
            rig.AssertSame(whole, Forward(rig, Cut(rig.Batch, steps)));
    }

    [Theory]
    [MemberData(nameof(Carrying))]
    public void So_they_have_where_nothing_is_recorded(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged, recording: false);
        rig.AssertSame(rig.Forward(), Forward(rig, Cut(rig.Batch, 2)));
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
            config is NtmConfig or StackRnnConfig or TapeRnnConfig { Jump: > 0 } or NutmConfig or DncConfig { Bidirectional: false }
                or SamConfig or SdncConfig or RecurrentConfig { Bidirectional: false }
                or RecurrentStackConfig { Positions: PositionKind.None } or XlstmConfig { Positions: PositionKind.None },
            config.CarriesState));
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
}

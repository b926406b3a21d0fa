using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments.Tests;

/// <summary>How many numbers machines carry from step to step, worked out by hand, and counted after as many steps.</summary>
public sealed class StateSizeTests : IDisposable
{
    private readonly Lab _lab = new();

    /// <summary>A machine; what of its state is there always; what a step adds to it, or a step of what it reads ahead.</summary>
    public static TheoryData<string, int, int> Machines => new()
    {
        // Hidden units and cells.
        { "{kind: lstm, units: 12}", 2 * 12, 0 },
        { "{kind: gru, units: 12, layers: 2}", 2 * 12, 0 },
        // What the other direction has found.
        { "{kind: lstm, units: 12, bidirectional: true}", 2 * 12, 12 },
        // Hidden units and cells, the weights of a reader and a writer over 8 slots, what was read, the memory.
        { "{kind: ntm, controller: {kind: lstm, units: 12}, memory: {slots: 8, width: 4}}", 2 * 12 + 2 * 8 + 4 + 8 * 4, 0 },
        // A controller that carries nothing.
        { "{kind: ntm, controller: {kind: feed-forward, units: 12}, memory: {slots: 8, width: 4}}", 2 * 8 + 4 + 8 * 4, 0 },
        // Also usage, precedence and links from each slot to each.
        {
            "{kind: dnc, controller: {kind: lstm, units: 12}, memory: {slots: 8, width: 4}, heads: {read: 2, write: 1}}",
            2 * 12 + (1 + 2) * 8 + 2 * 4 + 8 * 4 + 8 + 8 + 8 * 8, 0
        },
        // A key and a value in each layer.
        { "{kind: transformer, width: 8, heads: 2, layers: 3, hidden: 12}", 0, 3 * 2 * 8 },
        { "{kind: hopfield, width: 8, heads: 2, layers: 1, hidden: 12}", 0, 2 * 8 },
        { "{kind: memory-network, width: 8, layers: 2, places: 100}", 0, 2 * 2 * 8 },
        // And those of what the encoder made, for each layer of the decoder.
        { "{kind: transformer, layout: encoder-decoder, width: 8, heads: 2, layers: 2, hidden: 12}", 0, 2 * 2 * 8 + 2 * 2 * 8 },
        // The decoder's units; of each step of the source what both readers made, and its key.
        { "{kind: seq2seq, units: 8}", 8, 2 * 8 + 8 },
        // What was made of a step goes into the next; two layers of hidden units and cells.
        {
            "{kind: seq2seq, cell: lstm, units: 8, layers: 2, attention: general, input_feeding: true}", 2 * 2 * 8 + 8, 2 * 8 + 8
        },
        // The dot product needs no keys of its own.
        { "{kind: seq2seq, units: 8, attention: dot, bidirectional: false}", 8, 8 },
        // Nothing of the source but the state that it left.
        { "{kind: seq2seq, units: 8, attention: none}", 8, 0 },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_carries_what_was_worked_out_by_hand(string machine, int always, int ofStep)
    {
        StateSize state = DryRun.Of(_lab.Load($"machine={machine}")).State!;
        Assert.Equal(new StateSize(9, always, 9 * ofStep), state);
        Assert.Equal(always + 9 * ofStep, state.Numbers);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_has_as_many_after_as_many_steps(string machine, int always, int ofStep)
    {
        using IMachine built = _lab.Load($"machine={machine}").BuildMachine();
        using Tape tape = NativeEngine.Instance.NewTape(built.Parameters, recording: false);
        SequenceBatch batch = new();
        batch.Reshape([9], built.InputWidth, built.OutputWidth);
        tape.Reset(batch.Rows);
        IMachineSteps steps = built.Begin(tape, batch);
        for (int t = 0; t < 9; t++)
            steps.Step(tape.Constant(new float[built.InputWidth], new Shape(1, built.InputWidth)));
        Sum sum = new();
        steps.Current!.VisitState(sum);
        Assert.Equal(always + 9 * ofStep, sum.Numbers);
    }

    [Theory]
    [InlineData("{kind: perceiver, latents: 4, width: 8, heads: 2, layers: 1, hidden: 12}")]
    [InlineData("{kind: transformer, layout: encoder, width: 8, heads: 2, layers: 1, hidden: 12}")]
    public void A_machine_that_reads_and_answers_all_at_once_carries_nothing(string machine) =>
        Assert.Null(DryRun.Of(_lab.Load($"machine={machine}")).State);

    [Fact]
    public void A_source_that_is_read_apart_counts_with_its_own_length()
    {
        File.WriteAllText(_lab.In("apart.yaml"), """
            task: apart
            version: 1
            parameters: { length: [5, 5] }
            inputs: { data: 2, asked: 1 }
            targets: { data: 2 }
            draw: { items: "bits(length, 2)" }
            episode:
              - source: { data: items }
              - show: { asked: "ones(2, 1)" }
                recall: { data: "slice(items, 0, 2)" }
            loss: bits
            """);
        string small = Lab.Small.Replace("name: copy", "name: ./apart.yaml", StringComparison.Ordinal)
            .Replace("width: 3, length: [1, 4]", "length: 5", StringComparison.Ordinal);
        string config = _lab.Config(small.Replace("parameters: { length: 4 }", "parameters: {}", StringComparison.Ordinal));
        // Two steps of its own, and five of the source.
        Assert.Equal(
            new StateSize(7, 0, 2 * 16 + 5 * 16),
            DryRun.Of(Experiment.Load(config,
                ["machine={kind: transformer, layout: encoder-decoder, width: 8, heads: 2, layers: 1, hidden: 12}"])).State);
        Assert.Equal(
            new StateSize(7, 8, 5 * 24), DryRun.Of(Experiment.Load(config, ["machine={kind: seq2seq, units: 8}"])).State);
        // Others are given the source as the beginning of the sequence.
        Assert.Equal(
            new StateSize(7, 0, 7 * 16),
            DryRun.Of(Experiment.Load(config, ["machine={kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12}"])).State);
    }

    public void Dispose() => _lab.Dispose();

    /// <summary>Adds up what it is shown.</summary>
    private sealed class Sum : IStateVisitor
    {
        public long Numbers { get; private set; }

        public Variable Visit(string name, Variable value)
        {
            Numbers += value.Shape.Count;
            return value;
        }

        public Variable? VisitGrown(string name, Variable? value) => value is null ? null : Visit(name, value);

        public int Visit(string name, int place) => place;

        public void VisitKept(string name, Variable value) => Numbers += value.Shape.Count;
    }
}

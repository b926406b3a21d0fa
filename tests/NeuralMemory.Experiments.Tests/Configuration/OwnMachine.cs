using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Tests that add kinds of machine to the process run alone.</summary>
[CollectionDefinition(nameof(AddedMachines), DisableParallelization = true)]
public sealed class AddedMachines;

/// <summary>A machine that a program adds: a GRU that counts the sequences it was trained on.</summary>
internal sealed record OwnConfig : MachineConfig
{
    public override string Kind => "own";

    public int Size { get; init; } = 5;

    public int Note { get; init; }

    public string? Engine { get; init; }

    public override string? RequiredEngine => Engine;

    public static MachineKind Registration => MachineKind.Of(
        new OwnConfig(),
        new Section<OwnConfig>()
            .Key("size", Integer(1, 100), c => c.Size, (c, v) => c with { Size = v }, "How large it is")
            .Key("note", Integer(0), c => c.Note, (c, v) => c with { Note = v }, "What may change", mayChange: true)
            .Key("engine", OptionalText("any"), c => c.Engine, (c, v) => c with { Engine = v }, "What it runs on"),
        new Dictionary<string, OwnConfig> { ["own-small"] = new() { Size = 2 } });

    private GruConfig Inner => new() { Units = Size };

    public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization) =>
        new Counting(this, Inner.Build(inputs, outputWidth, initialization));

    public override ParameterSet Declare(InputLayout inputs, int outputWidth) => Inner.Declare(inputs, outputWidth);

    private sealed class Counting(OwnConfig config, IMachine inner) : IMachine, IMachineBuffers
    {
        private int _sequences, _last;

        public MachineConfig Config => config;

        public int InputWidth => inner.InputWidth;

        public int OutputWidth => inner.OutputWidth;

        public ParameterSet Parameters => inner.Parameters;

        public IMachineBuffers Buffers => this;

        public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null)
        {
            if (tape.IsRecording)
                Interlocked.Add(ref _sequences, _last = batch.Sequences);
            return inner.Run(tape, batch, trace);
        }

        public IMachineSteps Begin(Tape tape, SequenceBatch batch) => inner.Begin(tape, batch);

        public IMachine? WithSlots(int slots) => null;

        public IReadOnlyList<MachineBuffer> Copy() => [new("buffer/sequences", [1], [_sequences])];

        public void Set(IReadOnlyList<MachineBuffer> buffers) => _sequences = (int)buffers[0].Numbers[0];

        public void Undo() => _sequences -= _last;

        public void Dispose() => inner.Dispose();
    }
}

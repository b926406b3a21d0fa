using NeuralMemory.Machines;
using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch.Tests;

/// <summary>A machine whose module a test makes.</summary>
internal sealed record ModuleUnderTest(Func<int, int, MachineModule> Make) : TorchMachineConfig
{
    public override string Kind => "under-test";

    public IReadOnlyList<HeadTrace> Heads { get; init; } = [];

    public bool Ahead { get; init; }

    public int Slots { get; init; }

    public override int? MemorySlots => Slots > 0 ? Slots : null;

    public override bool ReadsAhead => Ahead;

    public override IReadOnlyList<HeadTrace> HeadTraces => Heads;

    public override MachineConfig? WithSlots(int slots) => Slots > 0 ? this with { Slots = slots } : null;

    protected internal override MachineModule Create(int inputWidth, int outputWidth) => Make(inputWidth, outputWidth);
}

/// <summary>A GRU of three units, with what a test wants to happen in a step.</summary>
internal sealed class StepModule : RecurrentModule
{
    public const int Units = 3;

    private readonly GRUCell _cell;
    private readonly Linear _output;
    private readonly Dropout _dropout;
    private readonly Func<StepModule, Tensor, Tensor, ModuleTrace, (Tensor, ModuleState)>? _step;
    private readonly Func<int, ModuleState>? _start;

    public StepModule(
        int inputWidth, int outputWidth, double dropout = 0,
        Func<StepModule, Tensor, Tensor, ModuleTrace, (Tensor, ModuleState)>? step = null, Func<int, ModuleState>? start = null)
        : base(nameof(StepModule))
    {
        (_step, _start) = (step, start);
        _cell = torch.nn.GRUCell(inputWidth, Units);
        _output = torch.nn.Linear(Units, outputWidth);
        _dropout = torch.nn.Dropout(dropout);
        RegisterComponents();
    }

    public override ModuleState Start(int sequences, torch.Device device) =>
        _start?.Invoke(sequences) ?? new() { ["hidden"] = torch.zeros(sequences, Units) };

    public override (Tensor Logits, ModuleState State) Next(Tensor input, ModuleState state, ModuleTrace trace)
    {
        Tensor hidden = _cell.forward(input, state["hidden"]);
        trace.Write("hidden", hidden);
        Tensor logits = _output.forward(_dropout.forward(hidden));
        return _step is null ? (logits, new() { ["hidden"] = hidden }) : _step(this, logits, hidden, trace);
    }
}

/// <summary>The same machine, which reads sequences as a whole.</summary>
internal sealed class WholeModule : SequenceModule
{
    private readonly GRUCell _cell;
    private readonly Linear _output;
    private readonly Dropout _dropout;
    private readonly Func<Tensor, Tensor, ModuleTrace, Tensor>? _end;

    public WholeModule(int inputWidth, int outputWidth, double dropout = 0, Func<Tensor, Tensor, ModuleTrace, Tensor>? end = null)
        : base(nameof(WholeModule))
    {
        _end = end;
        _cell = torch.nn.GRUCell(inputWidth, StepModule.Units);
        _output = torch.nn.Linear(StepModule.Units, outputWidth);
        _dropout = torch.nn.Dropout(dropout);
        RegisterComponents();
    }

    public override Tensor Run(Tensor inputs, Tensor lengths, ModuleTrace trace)
    {
        Tensor hidden = torch.zeros([inputs.shape[0], StepModule.Units]);
        List<Tensor> all = [];
        for (long t = 0; t < inputs.shape[1]; t++)
            all.Add(hidden = _cell.forward(inputs.select(1, t), hidden));
        Tensor stacked = torch.stack(all, 1);
        trace.Write("hidden", stacked);
        Tensor logits = _output.forward(_dropout.forward(stacked));
        return _end is null ? logits : _end(logits, lengths, trace);
    }
}

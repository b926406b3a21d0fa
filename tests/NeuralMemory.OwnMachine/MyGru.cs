using NeuralMemory.Experiments;
using NeuralMemory.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static NeuralMemory.Experiments.Values;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.OwnMachine;

/// <summary>What a config says of the machine: <c>machine: { kind: my-gru, units: 64 }</c>.</summary>
internal sealed record MyGruConfig : TorchMachineConfig
{
    public override string Kind => "my-gru";

    public int Units { get; init; } = 64;

    public double Dropout { get; init; } = 0.1;

    public static Section<MyGruConfig> Keys => new Section<MyGruConfig>()
        .Key("units", Integer(1, 4096), c => c.Units, (c, v) => c with { Units = v }, "Hidden units")
        .Key("dropout", Number(Bounds.Fraction), c => c.Dropout, (c, v) => c with { Dropout = v }, "The share of them that training hides");

    protected override MachineModule Create(int inputWidth, int outputWidth) => new MyGru(this, inputWidth, outputWidth);
}

/// <summary>A GRU whose answers see its hidden units about their running mean, which is a buffer.</summary>
internal sealed class MyGru : RecurrentModule
{
    // TorchSharp 0.107 does not keep a plain number while an operation runs: numbers that operations take stay in fields.
    private static readonly Scalar Rate = 0.01, Kept = 0.99;

    private readonly int _units;
    private readonly GRUCell _cell;
    private readonly Dropout _dropout;
    private readonly Linear _output;
    private readonly Tensor _mean;

    public MyGru(MyGruConfig config, int inputWidth, int outputWidth)
        : base(nameof(MyGru))
    {
        _units = config.Units;
        _cell = torch.nn.GRUCell(inputWidth, _units);
        _dropout = torch.nn.Dropout(config.Dropout);
        _output = torch.nn.Linear(_units, outputWidth);
        _mean = torch.zeros(_units);
        RegisterComponents();
    }

    public override ModuleState Start(int sequences, torch.Device device) => new()
    {
        ["hidden"] = torch.zeros([sequences, _units], device: device),
    };

    public override (Tensor Logits, ModuleState State) Next(Tensor input, ModuleState state, ModuleTrace trace)
    {
        Tensor hidden = _cell.forward(input, state["hidden"]);
        if (training)
            using (torch.no_grad())
                _mean.mul_(Kept).add_(hidden.mean([0L]), Rate);
        trace.Write("hidden", hidden);
        Tensor logits = _output.forward(_dropout.forward(hidden.sub(_mean)));
        return (logits, new() { ["hidden"] = hidden });
    }
}

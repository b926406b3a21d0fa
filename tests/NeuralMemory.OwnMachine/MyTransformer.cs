using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static NeuralMemory.Experiments.Values;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.OwnMachine;

/// <summary>What a config says of the machine: <c>machine: { kind: my-transformer, width: 32, heads: 4 }</c>.</summary>
internal sealed record MyTransformerConfig : TorchMachineConfig
{
    public override string Kind => "my-transformer";

    public int Width { get; init; } = 32;

    public int Heads { get; init; } = 4;

    public int Layers { get; init; } = 2;

    public int Longest { get; init; } = 64;

    public static Section<MyTransformerConfig> Keys => new Section<MyTransformerConfig>()
        .Key("width", Integer(1, 4096), c => c.Width, (c, v) => c with { Width = v }, "Numbers of a step, a multiple of `heads`")
        .Key("heads", Integer(1, 64), c => c.Heads, (c, v) => c with { Heads = v }, "Heads of each layer")
        .Key("layers", Integer(1, 64), c => c.Layers, (c, v) => c with { Layers = v }, "Layers on top of each other")
        .Key("longest", Integer(1, 65536), c => c.Longest, (c, v) => c with { Longest = v }, "The steps of the longest sequence");

    /// <summary>Where pictures find the heads: in the quantity of this name that the module gives to the trace.</summary>
    public override IReadOnlyList<HeadTrace> HeadTraces => [new("attention", 0, Heads, "head")];

    protected override MachineModule Create(int inputWidth, int outputWidth) => new MyTransformer(this, inputWidth, outputWidth);
}

/// <summary>A causal Transformer with learned positions; the trace has the weights of its last layer.</summary>
internal sealed class MyTransformer : SequenceModule
{
    private static readonly Scalar One = 1, Nothing = double.NegativeInfinity;

    private readonly Linear _input, _output;
    private readonly Parameter _positions;
    private readonly ModuleList<MyLayer> _layers;

    public MyTransformer(MyTransformerConfig config, int inputWidth, int outputWidth)
        : base(nameof(MyTransformer))
    {
        if (config.Width % config.Heads != 0)
            throw new ArgumentException($"the width {config.Width} is no multiple of the {config.Heads} heads");
        _input = torch.nn.Linear(inputWidth, config.Width);
        _positions = torch.nn.Parameter(torch.nn.init.normal_(torch.empty(config.Longest, config.Width), 0, 0.1));
        _layers = torch.nn.ModuleList([.. Enumerable.Range(0, config.Layers).Select(_ => new MyLayer(config.Width, config.Heads))]);
        _output = torch.nn.Linear(config.Width, outputWidth);
        RegisterComponents();
    }

    public override Tensor Run(Tensor inputs, Tensor lengths, ModuleTrace trace)
    {
        long steps = inputs.shape[1];
        if (steps > _positions.shape[0])
            throw new ArgumentException($"a sequence of {steps} steps is longer than machine.longest, {_positions.shape[0]}");
        // Of steps that are yet to come nothing is seen; so padding, which comes last, needs no mask of its own.
        Tensor later = torch.full([steps, steps], Nothing, device: inputs.device).triu(1);
        Tensor x = _input.forward(inputs).add(_positions.narrow(0, 0, steps), One), weights = later;
        foreach (MyLayer layer in _layers)
            (x, weights) = layer.forward(x, later);
        // [B, heads, T, T]: the trace wants sequences, then steps.
        trace.Write("attention", weights.transpose(1, 2));
        return _output.forward(x);
    }
}

internal sealed class MyLayer : torch.nn.Module<Tensor, Tensor, (Tensor, Tensor)>
{
    private static readonly Scalar One = 1;

    private readonly int _heads;
    private readonly LayerNorm _before, _between;
    private readonly Linear _queries, _keys, _values, _joined, _wide, _narrow;

    public MyLayer(int width, int heads)
        : base(nameof(MyLayer))
    {
        _heads = heads;
        (_before, _between) = (torch.nn.LayerNorm(width), torch.nn.LayerNorm(width));
        (_queries, _keys, _values) = (torch.nn.Linear(width, width), torch.nn.Linear(width, width), torch.nn.Linear(width, width));
        (_joined, _wide, _narrow) = (torch.nn.Linear(width, width), torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width));
        RegisterComponents();
    }

    public override (Tensor, Tensor) forward(Tensor x, Tensor later)
    {
        Tensor seen = _before.forward(x);
        Tensor queries = Divided(_queries.forward(seen)), keys = Divided(_keys.forward(seen)), values = Divided(_values.forward(seen));
        using Scalar scale = 1 / Math.Sqrt(queries.shape[3]);
        Tensor weights = torch.einsum("bhqd,bhkd->bhqk", queries, keys).mul(scale).add(later, One).softmax(3);
        Tensor read = torch.einsum("bhqk,bhkd->bqhd", weights, values).reshape(x.shape);
        x = x.add(_joined.forward(read), One);
        Tensor wide = torch.nn.functional.gelu(_wide.forward(_between.forward(x)));
        return (x.add(_narrow.forward(wide), One), weights);
    }

    /// <summary>[B, T, width] as [B, heads, T, width of a head].</summary>
    private Tensor Divided(Tensor x) => x.view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2);
}

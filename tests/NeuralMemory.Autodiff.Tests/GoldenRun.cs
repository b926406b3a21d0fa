using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// One golden case on the way through the engine: a test takes its inputs from here, hands its outputs in, and then has all
/// outputs and gradients checked. The oracle lays a memory out [.., slots, width], the engine [.., width, slots].
/// </summary>
internal sealed class GoldenRun(string folder, string name, Action<ParameterScope>? declare = null) : IDisposable
{
    private readonly Workbench _bench = new(declare);
    private readonly List<Tap> _inputs = [], _outputs = [];

    public GoldenCase Golden { get; } = GoldenCase.Load(folder, name);

    public Tape Tape => _bench.Tape;

    public ParameterSet Parameters => _bench.Parameters;

    /// <summary>An input as it is, or its part at one time step.</summary>
    public Variable Input(string input, int? step = null) => Take(input, step, Form.Plain);

    /// <summary>An input [B, H] of one number for each head, as the engine has it: [B, H, 1].</summary>
    public Variable Scalars(string input, int? step = null) => Take(input, step, Form.Scalars);

    /// <summary>An input that is a memory matrix.</summary>
    public Variable Memory(string input) => Take(input, null, Form.Memory);

    /// <summary>Hands in an output, or its part at one time step.</summary>
    public void Output(string output, Variable variable, int? step = null) => _outputs.Add(new(output, variable, step, Form.Plain));

    /// <summary>Hands in an output that is a memory matrix.</summary>
    public void OutputMemory(string output, Variable variable) => _outputs.Add(new(output, variable, null, Form.Memory));

    /// <summary>Checks every output that was handed in, and the gradient of every input that was taken.</summary>
    public void Check()
    {
        Assert.Equal(Golden.Outputs.Keys.Order(), _outputs.Select(tap => tap.Name).Distinct().Order());
        foreach (Tap tap in _outputs)
        {
            Close.Outputs(tap.Part(Golden.Outputs), tap.Variable.Span, $"{name}: {tap}");
            _bench.Seed(tap.Variable, tap.Part(Golden.Cotangents));
        }

        Tape.BackwardFromSeeds();
        double largest = Golden.Gradients.Values.Max(gradient => gradient.Data.Max(Math.Abs));
        foreach (Tap tap in _inputs)
            Close.Gradients(tap.Part(Golden.Gradients), Workbench.GradientOf(tap.Variable), largest, $"{name}: {tap}");
    }

    public void Dispose() => _bench.Dispose();

    private Variable Take(string input, int? step, Form form)
    {
        var tap = new Tap(input, null!, step, form);
        GoldenTensor tensor = tap.Part(Golden.Inputs);
        int[] d = form == Form.Scalars ? [.. tensor.Shape, 1] : tensor.Shape;
        Shape shape = d.Length switch { 1 => new(d[0]), 2 => new(d[0], d[1]), _ => new(d[0], d[1], d[2]) };
        Variable variable = _bench.Input(tensor.Data, shape);
        _inputs.Add(tap with { Variable = variable });
        return variable;
    }

    private enum Form
    {
        Plain,
        Scalars,
        Memory,
    }

    private sealed record Tap(string Name, Variable Variable, int? Step, Form Form)
    {
        public GoldenTensor Part(IReadOnlyDictionary<string, GoldenTensor> tensors)
        {
            GoldenTensor whole = tensors[Name];
            GoldenTensor part = Step is { } step ? whole[step] : whole;
            return Form == Form.Memory ? part.SwapLast() : part;
        }

        public override string ToString() => Step is { } step ? $"{Name} at step {step}" : Name;
    }
}

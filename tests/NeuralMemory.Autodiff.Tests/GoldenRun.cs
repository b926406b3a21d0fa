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

    private Func<string, GoldenTensor, GoldenTensor> _rename = (_, tensor) => tensor;

    public GoldenCase Golden { get; } = GoldenCase.Load(folder, name);

    public Tape Tape => _bench.Tape;

    public ParameterSet Parameters => _bench.Parameters;

    /// <summary>An input as it is, or its part at one time step.</summary>
    public Variable Input(string input, int? step = null) => Take(input, step, Form.Plain);

    /// <summary>An input [B, H] of one number for each head, as the engine has it: [B, H, 1].</summary>
    public Variable Scalars(string input, int? step = null) => Take(input, step, Form.Scalars);

    /// <summary>An input that is a memory matrix.</summary>
    public Variable Memory(string input) => Take(input, null, Form.Memory);

    /// <summary>
    /// An input [B, ..] of a machine with one writer, as the engine has it: [B, 1, ..], or [B, 1, 1] for one number for each sequence.
    /// </summary>
    public Variable OfOneWriter(string input, int? step = null) => Take(input, step, Form.OfOneWriter);

    /// <summary>Keys [n, D] of a machine with one head, as the engine has them: [1, n, D].</summary>
    public Variable HeadKeys(string input) => Take(input, null, Form.HeadKeys);

    /// <summary>An input [.., W], or its part at one time step, as rows of W numbers.</summary>
    public Variable Rows(string input, int? step = null) => Take(input, step, Form.Rows);

    /// <summary>An input of one number for each row, [.., B], as the engine has it: [all, 1].</summary>
    public Variable ScalarRows(string input) => Take(input, null, Form.ScalarRows);

    /// <summary>An input [B, V, D] that is a memory of a single head, as the engine has it: [B, 1, D, V].</summary>
    public Variable HeadMemory(string input) => Take(input, null, Form.HeadMemory);

    /// <summary>An input [B, H, n, D] of heads one after another, as the engine has it: [B n, H D].</summary>
    public Variable HeadRows(string input) => Take(input, null, Form.HeadRows);

    /// <summary>An input [O, I] that is a matrix of one head, as the engine has it: [1, I, O].</summary>
    public Variable OfOneHead(string input) => Take(input, null, Form.OfOneHead);

    /// <summary>Hands in an output, or its part at one time step.</summary>
    public void Output(string output, Variable variable, int? step = null) => _outputs.Add(new(output, variable, step, Form.Plain));

    /// <summary>Hands in an output that is not differentiated.</summary>
    public void OutputAlone(string output, Variable variable) => _outputs.Add(new(output, variable, null, Form.Alone));

    /// <summary>Hands in an output that is a memory matrix.</summary>
    public void OutputMemory(string output, Variable variable) => _outputs.Add(new(output, variable, null, Form.Memory));

    /// <summary>Hands in an output that has heads one after another.</summary>
    public void OutputHeadRows(string output, Variable variable) => _outputs.Add(new(output, variable, null, Form.HeadRows));

    /// <summary>What becomes of each output of the oracle, and of its cotangent, by the output's name.</summary>
    public void Rename(Func<string, GoldenTensor, GoldenTensor> rename) => _rename = rename;

    /// <summary>Checks every output that was handed in, and the gradient of every input that was taken.</summary>
    public void Check()
    {
        Assert.Equal(Golden.Outputs.Keys.Order(), _outputs.Select(tap => tap.Name).Distinct().Order());
        foreach (Tap tap in _outputs)
        {
            Close.Outputs(tap.Part(Golden.Outputs, _rename), tap.Variable.Span, $"{name}: {tap}");
            if (tap.Form != Form.Alone)
                _bench.Seed(tap.Variable, tap.Part(Golden.Cotangents, _rename));
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
        int[] d = form switch
        {
            Form.Scalars => [.. tensor.Shape, 1],
            Form.Rows => [tensor.Data.Length / tensor.Shape[^1], tensor.Shape[^1]],
            Form.ScalarRows => [tensor.Data.Length, 1],
            Form.HeadMemory => [tensor.Shape[0], 1, tensor.Shape[1], tensor.Shape[2]],
            Form.HeadRows => [tensor.Shape[0] * tensor.Shape[1], tensor.Shape[2] * tensor.Shape[3]],
            Form.OfOneHead or Form.HeadKeys => [1, .. tensor.Shape],
            Form.OfOneWriter => [tensor.Shape[0], 1, .. tensor.Shape.Length == 1 ? [1] : tensor.Shape[1..]],
            _ => tensor.Shape,
        };
        Shape shape = d.Length switch
        {
            1 => new(d[0]),
            2 => new(d[0], d[1]),
            3 => new(d[0], d[1], d[2]),
            _ => new(d[0], d[1], d[2], d[3]),
        };
        Variable variable = _bench.Input(tensor.Data, shape);
        _inputs.Add(tap with { Variable = variable });
        return variable;
    }

    private enum Form
    {
        Plain,
        Scalars,
        OfOneWriter,
        HeadKeys,
        Alone,
        Memory,
        Rows,
        ScalarRows,
        HeadMemory,
        HeadRows,
        OfOneHead,
    }

    private sealed record Tap(string Name, Variable Variable, int? Step, Form Form)
    {
        public GoldenTensor Part(
            IReadOnlyDictionary<string, GoldenTensor> tensors, Func<string, GoldenTensor, GoldenTensor>? rename = null)
        {
            GoldenTensor whole = rename is null ? tensors[Name] : rename(Name, tensors[Name]);
            GoldenTensor part = Step is { } step ? whole[step] : whole;
            return Form switch
            {
                Form.Memory or Form.HeadMemory or Form.OfOneHead => part.SwapLast(),
                Form.HeadRows => part.SwapMiddle(),
                _ => part,
            };
        }

        public override string ToString() => Step is { } step ? $"{Name} at step {step}" : Name;
    }
}

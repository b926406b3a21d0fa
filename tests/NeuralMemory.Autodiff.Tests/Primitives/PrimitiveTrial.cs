using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// Calls a primitive on given numbers. Its parameters count as inputs: the last of them. The objective is a fixed random combination of all
/// outputs.
/// </summary>
internal sealed class PrimitiveTrial : IDisposable
{
    private readonly PrimitiveCase _case;
    private readonly int _calls;
    private readonly int? _only;
    private readonly ParameterSet _parameters = new();
    private readonly Tape _tape;

    /// <param name="primitive">The primitive.</param>
    /// <param name="calls">How often it is called with the same inputs.</param>
    /// <param name="only">The only input that is differentiated; all when null.</param>
    /// <param name="engine">Where it is called; the engine under test when null.</param>
    public PrimitiveTrial(PrimitiveCase primitive, int calls = 1, int? only = null, IEngine? engine = null)
    {
        (_case, _calls, _only) = (primitive, calls, only);
        var scope = new ParameterScope(_parameters, StreamKey.FromSeed(1));
        primitive.Declare?.Invoke(scope);
        _parameters.Complete();
        _tape = (engine ?? EngineUnderTest.Engine).NewTape(_parameters);
    }

    /// <summary>Random numbers for all inputs and plain parameter tensors.</summary>
    public double[][] DrawInputs(int seed)
    {
        var stream = new RandomStream(StreamKey.FromSeed(seed));
        return
        [
            .. _case.Inputs.Select(input => Draw(stream, input.Shape, input.Domain)),
            .. _parameters.Tensors.Select(tensor => Draw(stream, tensor.Shape, Domain.Any)),
        ];
    }

    /// <summary>The gradients of all inputs and parameter tensors.</summary>
    public Real[][] Pass(double[][] inputs)
    {
        (Variable[] variables, List<Variable> outputs) = Forward(inputs);
        foreach ((Variable output, Real[] cotangent) in outputs.Zip(Cotangents(outputs)))
            _tape.Seed(output, cotangent);
        _tape.BackwardFromSeeds();
        return
        [
            .. variables.Select(Workbench.GradientOf),
            .. _parameters.Tensors.Select(tensor =>
            {
                var gradient = new Real[tensor.Shape.Count];
                tensor.CopyOut(_tape.Gradients, gradient);
                return gradient;
            }),
        ];
    }

    /// <summary>All outputs at these inputs.</summary>
    public Real[] Outputs(double[][] inputs) => [.. Forward(inputs).Outputs.SelectMany(output => output.Span.ToArray())];

    /// <summary>The objective at these inputs.</summary>
    public double Objective(double[][] inputs)
    {
        List<Variable> outputs = Forward(inputs).Outputs;
        double sum = 0;
        foreach ((Variable output, Real[] cotangent) in outputs.Zip(Cotangents(outputs)))
            for (int i = 0; i < cotangent.Length; i++)
                sum += (double)cotangent[i] * output.Span[i];
        return sum;
    }

    public void Dispose()
    {
        _tape.Dispose();
        _parameters.Dispose();
    }

    private (Variable[] Inputs, List<Variable> Outputs) Forward(double[][] inputs)
    {
        // Memory comes with undefined content: what is read before it is written must show.
        _tape.Reset(3);
        _tape.Fill(new Shape(60_000), Real.NaN);
        _tape.Reset(3, noise: StreamKey.FromSeed(5));
        foreach ((PlainTensor tensor, double[] data) in _parameters.Tensors.Zip(inputs.Skip(_case.Inputs.Count)))
            tensor.CopyIn(Array.ConvertAll(data, x => (Real)x), _parameters.Block);
        var variables = new Variable[_case.Inputs.Count];
        for (int i = 0; i < variables.Length; i++)
        {
            _tape.TracksInputs = _only is null || i == _only;
            variables[i] = _tape.Constant(Array.ConvertAll(inputs[i], x => (Real)x), _case.Inputs[i].Shape);
        }

        _tape.TracksInputs = _only is null;
        var outputs = new List<Variable>();
        for (int call = 0; call < _calls; call++)
            outputs.AddRange(_case.Call(_tape, variables));
        return (variables, outputs);
    }

    private IEnumerable<Real[]> Cotangents(List<Variable> outputs)
    {
        // The same for each call, so that two calls count double.
        int count = outputs.Count / _calls;
        for (int i = 0; i < outputs.Count; i++)
            yield return Array.ConvertAll(
                Draw(new RandomStream(StreamKey.FromSeed(77).Split(i % count)), outputs[i].Shape, Domain.Any), x => (Real)x);
    }

    private static double[] Draw(RandomStream stream, Shape shape, Domain domain)
    {
        double[] numbers = [.. Enumerable.Range(0, shape.Count).Select(_ => stream.NextGaussian())];
        if (domain == Domain.Any)
            return numbers;
        double[] positive = Array.ConvertAll(numbers, Math.Exp);
        int width = shape[shape.Rank - 1];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = domain switch
            {
                Domain.Unit => positive[i] / (1 + positive[i]),
                Domain.AboveZero => positive[i],
                Domain.AboveOne => 1 + positive[i],
                _ => positive[i] / positive.AsSpan(i / width * width, width).ToArray().Sum(),
            };
        return numbers;
    }
}

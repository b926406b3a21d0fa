using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// How long a number takes of each function that primitives map over numbers: the fastest of many repetitions in the first cache.
/// </summary>
internal sealed unsafe class FunctionRates : IDisposable
{
    private const int Count = 1024, Repetitions = 40, Times = 20;
    private readonly NativeBuffer _source = Draws.Uniform(Count, "functions", 0.01, 4), _target = new(Count);

    /// <summary>Seconds a number of the logistic function.</summary>
    public double Sigmoid { get; private set; } = double.PositiveInfinity;

    /// <summary>Of the hyperbolic tangent.</summary>
    public double Tanh { get; private set; } = double.PositiveInfinity;

    /// <summary>Of the softplus function.</summary>
    public double Softplus { get; private set; } = double.PositiveInfinity;

    /// <summary>Of the exponential of negative numbers, as a softmax takes it.</summary>
    public double Exp { get; private set; } = double.PositiveInfinity;

    /// <summary>Of the logarithm.</summary>
    public double Log { get; private set; } = double.PositiveInfinity;

    /// <summary>Keeps the best.</summary>
    public void Measure()
    {
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            Sigmoid = Math.Min(Sigmoid, Seconds<SigmoidOperator>());
            Tanh = Math.Min(Tanh, Seconds<TanhOperator>());
            Softplus = Math.Min(Softplus, Seconds<SoftplusOperator>());
            Exp = Math.Min(Exp, Seconds<ExpOfNegativeOperator>());
            Log = Math.Min(Log, Seconds<LogOperator>());
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    private double Seconds<TOperator>()
        where TOperator : struct, IUnaryOperator
    {
        double start = ThreadClock.Seconds;
        for (int i = 0; i < Times; i++)
            Elementwise.Map<TOperator>(_source.Pointer, _target.Pointer, Count);
        return (ThreadClock.Seconds - start) / (Times * Count);
    }
}

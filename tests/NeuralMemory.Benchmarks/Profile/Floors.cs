namespace NeuralMemory.Benchmarks;

/// <summary>The least time that this core needs for some <see cref="Work"/>, by rates measured in the same run.</summary>
/// <param name="Peak">Floating-point operations a second of a matrix product.</param>
/// <param name="Functions">Seconds a value of each function.</param>
/// <param name="Parameters">The cache that the parameters live in.</param>
/// <param name="Tape">The cache that all of a pass lives in.</param>
/// <param name="Near">The cache that what a time-step goes over again lives in.</param>
internal sealed record Floors(double Peak, FunctionRates Functions, CacheLevel Parameters, CacheLevel Tape, CacheLevel Near)
{
    /// <summary>The smallest cache that holds this many bytes; the last where none does.</summary>
    public static CacheLevel LevelOf(IReadOnlyList<CacheLevel> levels, double bytes)
    {
        foreach (CacheLevel level in levels)
            if (bytes <= level.Bytes)
                return level;
        return levels[^1];
    }

    /// <summary>Seconds: of operations or of bytes, whichever takes longer.</summary>
    public double Of(in Work work) => Math.Max(Operations(work), Bytes(work));

    /// <summary>What the floor stands on: operations, or bytes of a cache.</summary>
    public string Reason(in Work work)
    {
        if (work == default)
            return "";
        if (Operations(work) >= Bytes(work))
            return work.Flops / Peak >= Operations(work) / 2 ? "operations" : "functions";
        (double parameters, double tape, double near) = (
            work.Parameters / Parameters.Rate, work.Tape / Tape.Rate, work.Near / Near.Rate);
        return parameters >= Math.Max(tape, near) ? $"weights, {Parameters.Name}" : tape >= near ? $"tape, {Tape.Name}" : Near.Name;
    }

    private double Operations(in Work work) => work.Flops / Peak + work.Sigmoids * Functions.Sigmoid + work.Tanhs * Functions.Tanh
        + work.Softplus * Functions.Softplus + work.Exps * Functions.Exp + work.Logs * Functions.Log;

    private double Bytes(in Work work) =>
        sizeof(Real) * (work.Parameters / Parameters.Rate + work.Tape / Tape.Rate + work.Near / Near.Rate);
}

namespace NeuralMemory.Benchmarks;

/// <summary>What a primitive cannot do without: operations, values of functions, and bytes by where they live.</summary>
internal readonly record struct Work
{
    /// <summary>Floating-point operations, a multiply-add as two.</summary>
    public double Flops { get; init; }

    /// <summary>Values of the logistic function.</summary>
    public double Sigmoids { get; init; }

    /// <summary>Values of the hyperbolic tangent.</summary>
    public double Tanhs { get; init; }

    /// <summary>Values of the softplus function.</summary>
    public double Softplus { get; init; }

    /// <summary>Exponentials.</summary>
    public double Exps { get; init; }

    /// <summary>Logarithms.</summary>
    public double Logs { get; init; }

    /// <summary>Numbers of parameters or their gradients that are read or written.</summary>
    public double Parameters { get; init; }

    /// <summary>Numbers that the pass wrote long ago and reads for the first time since, or writes for the first time.</summary>
    public double Tape { get; init; }

    /// <summary>Numbers that the primitive before has just used.</summary>
    public double Near { get; init; }

    /// <summary>Both.</summary>
    public static Work operator +(in Work one, in Work other) => new()
    {
        Flops = one.Flops + other.Flops,
        Sigmoids = one.Sigmoids + other.Sigmoids,
        Tanhs = one.Tanhs + other.Tanhs,
        Softplus = one.Softplus + other.Softplus,
        Exps = one.Exps + other.Exps,
        Logs = one.Logs + other.Logs,
        Parameters = one.Parameters + other.Parameters,
        Tape = one.Tape + other.Tape,
        Near = one.Near + other.Near,
    };
}

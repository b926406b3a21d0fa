namespace NeuralMemory.Reproductions;

/// <summary>Verdicts in words.</summary>
public static class VerdictNames
{
    /// <summary>Such as <c>not reproduced</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Incomplete => "incomplete",
        Verdict.NotReproduced => "not reproduced",
        Verdict.Reproduced => "reproduced",
        Verdict.Better => "better",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a name"),
    };
}

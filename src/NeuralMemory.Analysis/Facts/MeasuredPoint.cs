namespace NeuralMemory.Analysis;

/// <summary>A point of a curve: what was measured in the course of training.</summary>
/// <param name="Step">Training steps made.</param>
/// <param name="Sequences">Training sequences seen.</param>
/// <param name="Seconds">Wall-clock seconds of training, over all resumes.</param>
/// <param name="Value">What was measured; not always finite.</param>
public readonly record struct MeasuredPoint(long Step, long Sequences, double Seconds, double Value)
{
    /// <summary>How far training was, in what curves are drawn over.</summary>
    public double At(Progress progress) => progress switch
    {
        Progress.Steps => Step,
        Progress.Seconds => Seconds,
        _ => Sequences,
    };
}

/// <summary>What the course of training is counted in.</summary>
public enum Progress
{
    /// <summary>Training sequences seen: comparable between batch sizes.</summary>
    Sequences,

    /// <summary>Training steps.</summary>
    Steps,

    /// <summary>Wall-clock seconds: comparable on one computer only.</summary>
    Seconds,
}

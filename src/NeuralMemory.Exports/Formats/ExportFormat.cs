namespace NeuralMemory.Exports;

/// <summary>A format that runs are exported in.</summary>
/// <param name="Name">What a user asks for it by.</param>
/// <param name="Description">What it holds, and for whom.</param>
public abstract record ExportFormat(string Name, string Description)
{
    /// <summary>Whether it holds weights, of a checkpoint that can be chosen.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Whether it can hold what was measured besides.</summary>
    public virtual bool CanHaveMetrics => false;

    /// <summary>Whether it holds machines to be run by another program, which may have to know how long sequences are.</summary>
    public virtual bool HasModels => false;

    /// <summary>Whether it is text, in one file, so that it can go to standard output.</summary>
    public virtual bool IsText => false;

    /// <summary>Exports.</summary>
    /// <param name="subject">What.</param>
    /// <param name="options">How.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="Results.RunException">A run is damaged, the checkpoint is not there, or the system refused.</exception>
    /// <exception cref="Yaml.InvalidInputException">A config is damaged.</exception>
    public abstract ExportOutcome Write(ExportSubject subject, ExportOptions options);

    /// <summary>Exports to a stream: for a format that is text.</summary>
    /// <param name="subject">What.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="NotSupportedException">The format is no text.</exception>
    public virtual void WriteText(ExportSubject subject, Stream stream) =>
        throw new NotSupportedException($"{Name} is no text");
}

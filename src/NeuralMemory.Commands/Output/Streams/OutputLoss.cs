using System.Globalization;

namespace NeuralMemory.Commands;

/// <summary>That standard output took something no more.</summary>
/// <param name="When">When.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="IsReaderGone">Whether only its reader has left, as <c>head</c> does when it has enough.</param>
internal sealed record OutputLoss(DateTimeOffset When, string Reason, bool IsReaderGone)
{
    private const int BrokenPipe = 32, NoSpace = 28, InputOutput = 5;

    /// <summary>What the system's answer means.</summary>
    public static OutputLoss Of(Exception exception, DateTimeOffset when) => exception.HResult switch
    {
        BrokenPipe => new(when, "nobody reads it any more", IsReaderGone: true),
        NoSpace => new(when, "the disk is full", IsReaderGone: false),
        InputOutput => new(when, "the terminal is closed, or the disk does not answer as it should", IsReaderGone: false),
        _ when exception is UnauthorizedAccessException => new(when, "it is closed, or may not be written to", IsReaderGone: false),
        _ => new(when, exception.Message.TrimEnd('.'), IsReaderGone: false),
    };

    /// <summary>What a run's status says about it.</summary>
    public string Note => string.Create(CultureInfo.InvariantCulture,
        $"standard output failed at {When:yyyy-MM-dd HH:mm:ss} UTC: {Reason}; training went on");
}

/// <summary>Standard output takes nothing more, so that the command cannot do what it is for.</summary>
internal sealed class OutputLostException(OutputLoss loss) : Exception($"cannot write to standard output: {loss.Reason}")
{
    /// <summary>What happened.</summary>
    public OutputLoss Loss { get; } = loss;
}

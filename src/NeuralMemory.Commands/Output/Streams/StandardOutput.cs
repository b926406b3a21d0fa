using Microsoft.Win32.SafeHandles;

namespace NeuralMemory.Commands;

/// <summary>
/// Standard output that notices when it takes nothing more: nobody reads, the disk is full, the terminal is closed. The console's own
/// stream passes over some of that.
/// </summary>
/// <param name="inner">What is written to.</param>
/// <param name="time">The clock.</param>
internal sealed class StandardOutput(Stream inner, TimeProvider time) : OutgoingStream
{
    private const int OutputDescriptor = 1;

    private volatile OutputLoss? _loss;

    /// <summary>What happened, and when; null while all is well.</summary>
    public OutputLoss? Loss => _loss;

    /// <summary>Whether the work goes on without it: then what it does not take is dropped, and no error.</summary>
    public bool IsOptional { get; set; }

    /// <summary>The process's standard output.</summary>
    public static StandardOutput Open() => new(OpenStream(), TimeProvider.System);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_loss is null)
        {
            try
            {
                inner.Write(buffer);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _loss = OutputLoss.Of(exception, time.GetUtcNow());
            }
        }

        if (!IsOptional)
            throw new OutputLostException(_loss);
    }

    private static Stream OpenStream()
    {
        // A terminal has no reader that could leave, and a file's stream would keep a position of its own beside that of standard error.
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return Console.OpenStandardOutput();
        try
        {
            FileStream file = new(new SafeFileHandle(OutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return file.CanSeek ? Console.OpenStandardOutput() : file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}

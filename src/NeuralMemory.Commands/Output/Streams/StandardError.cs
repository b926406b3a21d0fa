namespace NeuralMemory.Commands;

/// <summary>Standard error. That it takes nothing more can be told to nobody, and is no reason to stop.</summary>
/// <param name="inner">The process's own.</param>
internal sealed class StandardError(Stream inner) : OutgoingStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}

using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What in the file a value comes from.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="Name">How it is called, for messages: <c>bits</c>, <c>'+'</c>.</param>
internal sealed record ValueOrigin(SourceMark Mark, string Name)
{
    /// <summary>How to call what it comes from; a value that comes from nowhere in the file is just a sequence.</summary>
    public static string NameOf(ValueOrigin? origin) => origin?.Name ?? "a sequence";
}

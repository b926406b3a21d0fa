using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>What is shown, and where.</summary>
public sealed record ViewOptions
{
    /// <summary>The folder: a run, or one that runs lie below. Nothing outside it is read.</summary>
    public required string Folder { get; init; }

    /// <summary>The port; null for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The engines that there are.</summary>
    public EngineCatalog Engines { get; init; } = EngineCatalog.Native;

    /// <summary>Is told what goes wrong in the server and on no page; null for nobody.</summary>
    public Action<string>? Tell { get; init; }
}

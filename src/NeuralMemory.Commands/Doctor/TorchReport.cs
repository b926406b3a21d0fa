namespace NeuralMemory.Commands;

/// <summary>What a look at the torch engine has found. A computer without torch is in order: nothing but that engine needs it.</summary>
internal sealed record TorchReport
{
    /// <summary>Whether this program was built with the engine.</summary>
    public required bool IsBuiltIn { get; init; }

    /// <summary>Why torch cannot be used, and what to do; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>What would make more of this computer usable; null if nothing is known to.</summary>
    public string? Advice { get; init; }

    /// <summary>The version of libtorch; null if it is not known.</summary>
    public string? Version { get; init; }

    /// <summary>The folder of its libraries; null without one.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether it can use cards of NVIDIA, be there any or not.</summary>
    public bool HasCuda { get; init; }

    /// <summary>Threads that it computes with on the processor.</summary>
    public int Threads { get; init; }

    /// <summary>Versions of the C++ library that TorchSharp was made to do without.</summary>
    public IReadOnlyList<string> Waived { get; init; } = [];

    /// <summary>The devices, the processor first.</summary>
    public IReadOnlyList<TorchDeviceReport> Devices { get; init; } = [];

    /// <summary>Whether every device that computes does so right.</summary>
    public bool IsRight => Devices.All(device => device.Problem is not null || device.IsRight);
}

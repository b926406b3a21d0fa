namespace NeuralMemory.Torch;

/// <summary>
/// The one door to torch: whoever is about to use TorchSharp calls <see cref="Load"/> first. Until then no native library of torch is in
/// the process.
/// </summary>
/// <remarks>
/// TorchSharp would look for its libraries by itself at its first use. Where it does not find them it copies half a gigabyte beside the
/// program and prints pages; after <see cref="Load"/> it finds them loaded.
/// </remarks>
public static class TorchLibrary
{
    /// <summary>
    /// The environment variable that names a libtorch: a folder with <c>libtorch.so</c>, <c>torch.dll</c> or <c>libtorch.dylib</c>, its
    /// parent, or the root of an installed PyTorch or of the environment that it is installed in.
    /// </summary>
    public const string Variable = "NEURALMEMORY_LIBTORCH";

    private static readonly Lazy<TorchInfo> Loaded = new(
        () => TorchLoader.Load(Environment.GetEnvironmentVariable(Variable), LoadedLibraries.Versions),
        LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether torch was loaded.</summary>
    public static bool IsLoaded => Loaded.IsValueCreated;

    /// <summary>
    /// Loads libtorch and TorchSharp's library, once in a process (a quarter to half a second); later calls return at once. Threads may
    /// call it at the same time.
    /// </summary>
    /// <returns>What was loaded.</returns>
    /// <exception cref="TorchUnavailableException">There is none that works; every later call says the same.</exception>
    public static TorchInfo Load() => Loaded.Value;
}

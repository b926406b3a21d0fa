using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>A folder that holds a libtorch.</summary>
/// <param name="Path">The folder of the libraries.</param>
/// <param name="IsChosen">Whether the user named it.</param>
internal sealed record LibtorchFolder(string Path, bool IsChosen)
{
    private static readonly string Marker = LibraryName.Of(OperatingSystem.IsWindows() ? "torch" : "torch_cpu");
    private static readonly string[] Required = ["c10", "torch_cpu", "torch"], Cuda = ["c10_cuda", "torch_cuda"];

    /// <summary>
    /// Where PyTorch keeps its libraries, seen from its root, from the folder of its packages, and from an environment's root.
    /// </summary>
    private static readonly string[] Below =
    [
        "", "lib", "torch/lib", "Lib/site-packages/torch/lib", "lib/python3*/site-packages/torch/lib",
        "lib64/python3*/site-packages/torch/lib",
    ];

    /// <summary>This system's name in packages, such as <c>linux-x64</c>.</summary>
    public static string Rid { get; } = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Whether the libraries for CUDA are there.</summary>
    public bool HasCuda => Cuda.All(Has);

    /// <summary>The libraries of libtorch, each after those that it needs.</summary>
    public IEnumerable<string> Libraries
    {
        get
        {
            string[] names = HasCuda ? ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"] : Required;
            return names.Select(name => Combine(LibraryName.Of(name)));
        }
    }

    /// <summary>Finds the folder that the user named, or else the one that came with the program.</summary>
    /// <param name="chosen">What <see cref="TorchLibrary.Variable"/> says; null or empty for nothing.</param>
    /// <param name="own">The folders of the program that may hold one.</param>
    /// <exception cref="TorchUnavailableException">There is none, or a part of it is missing.</exception>
    public static LibtorchFolder Find(string? chosen, IReadOnlyList<string> own)
    {
        LibtorchFolder found = string.IsNullOrWhiteSpace(chosen) ? FindOwn(own) : FindChosen(System.IO.Path.GetFullPath(chosen), chosen);
        if (Required.FirstOrDefault(name => !found.Has(name)) is { } missing)
            throw new TorchUnavailableException($"the libtorch in '{found.Path}' is not whole: {LibraryName.Of(missing)} is missing; "
                + (found.IsChosen ? "install it once more, or name another one." : "build or install this program once more."));
        return found;
    }

    /// <summary>
    /// Refuses a libtorch that the user named where TorchSharp would load the program's own beside it, which ends the process.
    /// </summary>
    /// <param name="probed">The folders of the program through which TorchSharp looks by itself.</param>
    /// <exception cref="TorchUnavailableException">One of them holds another libtorch.</exception>
    public void ExpectAlone(IEnumerable<string> probed)
    {
        if (IsChosen && probed.FirstOrDefault(folder => HoldsOne(folder) && folder != Path) is { } other)
            throw new TorchUnavailableException($"this program has a libtorch of its own in '{other}', which TorchSharp would load beside "
                + $"that in '{Path}'; unset {TorchLibrary.Variable}, or take the package of libtorch out of the program.");
    }

    private bool Has(string name) => File.Exists(Combine(LibraryName.Of(name)));

    private string Combine(string file) => System.IO.Path.Combine(Path, file);

    private static LibtorchFolder FindOwn(IReadOnlyList<string> own) =>
        own.FirstOrDefault(HoldsOne) is { } folder ? new(folder, false) : throw new TorchUnavailableException(
            $"no libtorch came with this program (looked for {Marker} in {string.Join(", ", own.Select(path => $"'{path}'"))}); "
            + $"set {TorchLibrary.Variable} to the folder of one, such as torch/lib of an installed PyTorch {SupportedVersions.Text}; "
            + $"a program of your own may also refer to the package libtorch-cpu-{Rid} {LibtorchVersion.Packaged}.");

    private static LibtorchFolder FindChosen(string root, string given)
    {
        if (!Directory.Exists(root))
            throw new TorchUnavailableException(
                $"{TorchLibrary.Variable} names '{given}', which is {(File.Exists(root) ? "a file" : "not there")}; "
                + $"set it to the folder that holds {Marker}, or unset it to use the libtorch that came with this program.");
        try
        {
            return Below.SelectMany(below => Expand(root, below)).FirstOrDefault(HoldsOne) is { } folder
                ? new(folder, true)
                : throw new TorchUnavailableException($"{TorchLibrary.Variable} names '{given}', which holds no libtorch ({Marker} is "
                    + "neither in it nor in its lib, torch/lib or site-packages/torch/lib); set it to the folder of one, or unset it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TorchUnavailableException($"{TorchLibrary.Variable} names '{given}', which cannot be read "
                + $"({exception.Message.TrimEnd('.')}); name a folder that can, or unset it.", exception);
        }
    }

    private static IEnumerable<string> Expand(string root, string below)
    {
        IEnumerable<string> folders = [root];
        foreach (string part in below.Split('/', StringSplitOptions.RemoveEmptyEntries))
            folders = folders.SelectMany(folder => part.Contains('*', StringComparison.Ordinal)
                ? Directory.Exists(folder) ? Directory.GetDirectories(folder, part).Order(StringComparer.Ordinal) : []
                : (IEnumerable<string>)[System.IO.Path.Combine(folder, part)]);
        return folders;
    }

    /// <summary>Any of them will do: which others are missing is then said.</summary>
    public static bool HoldsOne(string folder) =>
        Required.Any(name => File.Exists(System.IO.Path.Combine(folder, LibraryName.Of(name))));
}

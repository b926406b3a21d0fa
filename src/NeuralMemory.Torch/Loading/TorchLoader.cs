using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>Loads the libraries of torch in their order, and makes TorchSharp use them.</summary>
internal static class TorchLoader
{
    /// <summary>The handle of torch's library for CUDA; 0 without one.</summary>
    public static nint Cuda { get; private set; }

    /// <summary>Loads; to be called once in a process.</summary>
    /// <param name="chosen">The folder that the user named; null or empty for the libtorch that came with the program.</param>
    /// <param name="provided">The versions that a loaded library of the system provides, by its name.</param>
    /// <exception cref="TorchUnavailableException">There is none that works.</exception>
    public static TorchInfo Load(string? chosen, Func<string, IReadOnlySet<string>?> provided)
    {
        IReadOnlyList<string> own = OwnFolders();
        string bridge = own.Select(folder => Path.Combine(folder, LibraryName.Of(TorchSharpLibrary.Name))).FirstOrDefault(File.Exists)
            ?? throw new TorchUnavailableException($"TorchSharp has no library for this system ({RuntimeInformation.RuntimeIdentifier}) in "
                + $"'{AppContext.BaseDirectory}'; build or install this program for Linux or Windows on x64 or macOS on Apple silicon, or "
                + "use the native engine.");
        LibtorchFolder folder = LibtorchFolder.Find(chosen, own);
        folder.ExpectAlone(Probed(own));
        bool isPackaged = !folder.IsChosen && folder.Path == own[0];
        string? version = isPackaged ? LibtorchVersion.Packaged : LibtorchVersion.Beside(folder.Path);
        if (version is not null)
            SupportedVersions.Check(version, folder.Path);
        string loading = "";
        try
        {
            if (OperatingSystem.IsLinux())
                foreach (string library in NvidiaLibraries.Before(folder.Path, folder.Libraries))
                    NativeLibrary.Load(loading = library);
            foreach (string library in folder.Libraries)
            {
                CheckWhole(loading = library);
                nint handle = NativeLibrary.Load(library);
                if (version is null && Path.GetFileName(library) == LibraryName.Of("torch_cpu")
                    && (version = LibtorchVersion.Loaded(handle)) is not null)
                    SupportedVersions.Check(version, folder.Path);
                if (Path.GetFileName(library) == LibraryName.Of("torch_cuda"))
                    Cuda = handle;
            }

            nint loaded = TorchSharpLibrary.Load(loading = bridge, provided, out IReadOnlyList<string> waived);
            Connect(loaded);
            // A host's package of libtorch has no file that says, and not every system's library can be asked.
            version ??= folder.IsChosen ? null : LibtorchVersion.Packaged;
            return new() { Folder = folder.Path, IsChosen = folder.IsChosen, Version = version, HasCuda = folder.HasCuda, Waived = waived };
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
            or FormatException or IOException or UnauthorizedAccessException or TypeInitializationException)
        {
            string reason = Reason(exception, loading);
            throw new TorchUnavailableException($"'{loading}' cannot be loaded ({reason}); {Remedy(folder.IsChosen)}", exception);
        }
    }

    /// <summary>
    /// Where native libraries of the program lie: first where Torch.targets has libtorch put, alone, and then where .NET has those of a
    /// host's packages put.
    /// </summary>
    private static IReadOnlyList<string> OwnFolders()
    {
        string rid = LibtorchFolder.Rid, known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, "libtorch", rid),
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", rid, "native"),
            // A program in a single file unpacks them elsewhere.
            .. known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return [.. folders.Select(Path.TrimEndingDirectorySeparator).Distinct()];
    }

    /// <summary>Those of <see cref="OwnFolders"/> through which TorchSharp looks by itself.</summary>
    private static IEnumerable<string> Probed(IReadOnlyList<string> own) => own.Skip(1);

    /// <summary>The system maps a library that was cut short all the same, and ends the process when it touches what is missing.</summary>
    private static void CheckWhole(string library)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using FileStream stream = File.OpenRead(library);
        ElfFile file = ElfFile.Read(stream);
        ushort expected = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ElfFile.Arm64 : ElfFile.Amd64;
        if (file.Machine != expected)
            throw new FormatException("it is for another processor");
    }

    /// <summary>Makes TorchSharp use what was loaded, and nothing else.</summary>
    private static void Connect(nint bridge)
    {
        NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == TorchSharpLibrary.Name ? bridge : 0);
        // Now, while its failure can be told: TorchSharp looks for its libraries here, by names that the system finds loaded.
        RuntimeHelpers.RunClassConstructor(typeof(torch).TypeHandle);
    }

    private static string Reason(Exception exception, string path)
    {
        while (exception is TypeInitializationException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        // Systems begin with the path, and .NET adds a paragraph about where it looked.
        string text = exception.Message.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.Contains(": ", StringComparison.Ordinal)) ?? exception.Message.ReplaceLineEndings(" ");
        return text.Replace($"{path}: ", "", StringComparison.Ordinal).TrimEnd('.');
    }

    private static string Remedy(bool isChosen) => isChosen
        ? $"install PyTorch {SupportedVersions.Text} once more, or unset {TorchLibrary.Variable} to use the libtorch that came with this "
            + "program."
        : "build or install this program once more.";
}

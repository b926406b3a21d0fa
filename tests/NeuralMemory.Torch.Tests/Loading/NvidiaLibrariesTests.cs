namespace NeuralMemory.Torch.Tests;

public sealed class NvidiaLibrariesTests
{
    [Fact]
    public void What_libtorch_needs_of_other_packages_comes_first_each_after_its_own_needs()
    {
        using TemporaryFolder packages = new();
        string[] torch =
        [
            packages.Write(Needing("libc.so.6"), "torch", "lib", "libtorch_cpu.so"),
            packages.Write(Needing("libtorch_cpu.so", "libcublas.so.13", "libcudart.so.13"), "torch", "lib", "libtorch_cuda.so"),
        ];
        packages.Write(Needing("libcublasLt.so.13", "libcudart.so.13"), "nvidia", "cublas", "lib", "libcublas.so.13");
        // A circle, and a file that is no library.
        packages.Write(Needing("libcublas.so.13"), "nvidia", "cublas", "lib", "libcublasLt.so.13");
        packages.Write([1, 2, 3], "nvidia", "cuda_runtime", "lib", "libcudart.so.13");
        packages.Write(Needing(), "nvidia", "nccl", "lib", "libnccl.so.2");
        Directory.CreateDirectory(packages["nvidia", "empty"]);
        IReadOnlyList<string> first = NvidiaLibraries.Before(packages["torch", "lib"], torch);
        Assert.Equal(["libcublasLt.so.13", "libcudart.so.13", "libcublas.so.13"], first.Select(Path.GetFileName));
        Assert.All(first, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public void A_libtorch_by_itself_needs_nothing_first()
    {
        using TemporaryFolder packages = new();
        string library = packages.Write(Needing("libc10.so"), "torch", "lib", "libtorch.so");
        Assert.Empty(NvidiaLibraries.Before(packages["torch", "lib"], [library]));
    }

    private static byte[] Needing(params string[] libraries) => new TinyLibrary { Needed = libraries }.ToBytes();
}

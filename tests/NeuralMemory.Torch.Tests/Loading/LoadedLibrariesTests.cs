namespace NeuralMemory.Torch.Tests;

public sealed class LoadedLibrariesTests
{
    private static readonly string[] Map =
    [
        "7f0000000000-7f0000001000 r--p 00000000 fe:00 1    /usr/lib/libstdc++.so.60",
        "7f0000001000-7f0000002000 r--p 00000000 fe:00 2    /opt/my libs/libstdc++.so.6.0.30",
        "7f0000002000-7f0000003000 rw-p 00000000 00:00 0 ",
        "7f0000003000-7f0000004000 r-xp 00000000 fe:00 3    /usr/lib/libc.so.6",
        "7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0    [vdso]",
    ];

    [Theory]
    [InlineData("libstdc++.so.6", "/opt/my libs/libstdc++.so.6.0.30")]
    [InlineData("libc.so.6", "/usr/lib/libc.so.6")]
    [InlineData("libm.so.6", null)]
    public void A_loaded_library_is_found_by_the_name_that_others_need(string name, string? path) =>
        Assert.Equal(path, LoadedLibraries.FileOf(name, Map));
}

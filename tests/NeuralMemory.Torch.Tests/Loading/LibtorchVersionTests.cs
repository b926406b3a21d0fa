using System.Text;

namespace NeuralMemory.Torch.Tests;

public sealed class LibtorchVersionTests
{
    [Theory]
    [InlineData("2.10.0")]
    [InlineData("2.10")]
    [InlineData("2.10.1+cu128")]
    [InlineData("2.11.0+cu130")]
    [InlineData("2.11.0a0+git1234")]
    public void A_version_that_works_is_taken(string version) => SupportedVersions.Check(version, "folder");

    [Theory]
    [InlineData("1.13.1")]
    [InlineData("2.1.0")]
    [InlineData("2.9.1")]
    [InlineData("2.12.0")]
    [InlineData("3.10.0")]
    [InlineData("2")]
    [InlineData("nightly")]
    public void Another_version_is_refused_with_the_ones_that_work(string version)
    {
        string message = Assert.Throws<TorchUnavailableException>(() => SupportedVersions.Check(version, "folder")).Message;
        Assert.Contains($"'folder' has version {version}", message, StringComparison.Ordinal);
        Assert.Contains("works with 2.10 or 2.11", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_packaged_one_works() => SupportedVersions.Check(LibtorchVersion.Packaged, "folder");

    [Theory]
    [InlineData("version.py", "__all__ = ['__version__', 'debug']\n__version__ = '2.11.0+cu130'\ndebug = False\n", "2.11.0+cu130")]
    [InlineData("version.py", "__version__: str = \"2.4.0\"\n", "2.4.0")]
    [InlineData("version.py", "debug = False\n", null)]
    [InlineData("build-version", "2.10.0+cpu\n", "2.10.0+cpu")]
    [InlineData("build-version", "\n", null)]
    [InlineData("README", "2.10.0", null)]
    public void The_files_beside_it_say_its_version(string file, string text, string? version)
    {
        using TemporaryFolder root = new();
        root.Write(Encoding.UTF8.GetBytes(text), file);
        Directory.CreateDirectory(root["lib"]);
        Assert.Equal(version, LibtorchVersion.Beside(root["lib"]));
    }
}

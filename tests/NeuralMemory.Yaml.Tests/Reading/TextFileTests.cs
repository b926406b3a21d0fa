using System.Text;

namespace NeuralMemory.Yaml.Tests;

public sealed class TextFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("a: é\u20AC\U0001F600", Read([.. encoding.GetPreamble(), .. encoding.GetBytes("a: é\u20AC\U0001F600")]));
    }

    [Fact]
    public void A_file_without_a_mark_is_utf_8() => Assert.Equal("a: é\u20AC\U0001F600", Read("a: é\u20AC\U0001F600"u8));

    [Theory]
    [InlineData("task: t\ndescription: caf", 2, 17)]
    [InlineData("task: t\r\n", 2, 1)]
    [InlineData("", 1, 1)]
    [InlineData("# é\u20AC\nab", 2, 3)]
    [InlineData("\uFEFFab", 1, 3)]
    public void A_byte_that_is_not_utf_8_is_reported_at_its_place(string before, int line, int column)
    {
        foreach (byte[] bad in new byte[][] { [0xE9, (byte)'x'], [0xE9], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80, (byte)'x'] })
            Assert.Equal(
                $"f.yaml:{line}:{column}: this byte is not UTF-8 text; save the file as UTF-8",
                Problem([.. Encoding.UTF8.GetBytes(before), .. bad]));
    }

    [Fact]
    public void Half_a_character_of_utf_16_is_reported() => Assert.Equal(
        "f.yaml: the file begins as utf-16 text, and is not; save the file as UTF-8",
        Problem([0xFF, 0xFE, (byte)'a', 0, 0x3D, 0xD8, (byte)'b', 0]));

    [Fact]
    public void A_folder_is_told_from_a_file_with_the_yaml_files_in_it()
    {
        var diagnostics = new Diagnostics();
        Assert.Null(YamlReader.ReadFile(_folder, diagnostics));
        Assert.Equal($"{_folder}: this is a folder; expected a file", diagnostics.ToString());

        foreach (string name in new[] { "b.yml", "a.yaml", "notes.txt" })
            File.WriteAllText(Path.Combine(_folder, name), "");
        diagnostics = new();
        Assert.Null(YamlReader.ReadFile(_folder, diagnostics));
        Assert.Equal($"{_folder}: this is a folder; expected a file (in it: a.yaml, b.yml)", diagnostics.ToString());
    }

    [Fact]
    public void A_link_to_nothing_is_not_offered_itself()
    {
        string link = Path.Combine(_folder, "link.yaml");
        File.CreateSymbolicLink(link, "gone.yaml");
        var diagnostics = new Diagnostics();
        Assert.Null(YamlReader.ReadFile(link, diagnostics));
        Assert.Equal($"{link}: this is a link to 'gone.yaml', and there is no such file", diagnostics.ToString());
        File.WriteAllText(Path.Combine(_folder, "line.yaml"), "");
        diagnostics = new();
        Assert.Null(YamlReader.ReadFile(link, diagnostics));
        Assert.Equal($"{link}: this is a link to 'gone.yaml', and there is no such file; "
            + $"did you mean {Quoted.Text(Path.Combine(_folder, "line.yaml"))}?", diagnostics.ToString());
    }

    [Fact]
    public void What_is_no_plain_file_is_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        string pipe = Path.Combine(_folder, "pipe.yaml"), link = Path.Combine(_folder, "link.yaml");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe))
            made.WaitForExit();
        File.CreateSymbolicLink(link, pipe);
        string socket = Path.Combine(_folder, "socket.yaml");
        using var listener = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(socket));
        foreach (string file in (string[])["/dev/zero", pipe, link, socket])
        {
            var diagnostics = new Diagnostics();
            Assert.Null(YamlReader.ReadFile(file, diagnostics));
            Assert.Equal($"{file}: this is no plain file but a pipe, a socket or a device", diagnostics.ToString());
        }
    }

    private string? Read(ReadOnlySpan<byte> bytes)
    {
        var diagnostics = new Diagnostics();
        string? text = Read(bytes, diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return text;
    }

    private string Problem(ReadOnlySpan<byte> bytes)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(Read(bytes, diagnostics));
        return diagnostics.ToString().Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    private string? Read(ReadOnlySpan<byte> bytes, Diagnostics diagnostics)
    {
        string path = Path.Combine(_folder, "f.yaml");
        File.WriteAllBytes(path, bytes);
        return YamlReader.ReadText(path, diagnostics);
    }
}

using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Results.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["a.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        using MemoryStream stream = new();
        SafetensorsWriter.Write(stream, [new("a", [2], new[] { 1f, -2f }), new("b", [], new[] { 0.5f })], [new("made by", "a test")]);

        const string header = """{"__metadata__":{"made by":"a test"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"""
            + ""","b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        int padded = (header.Length + 7) / 8 * 8;
        byte[] expected =
        [
            (byte)padded, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes(header.PadRight(padded)),
            0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F,
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Arrays_come_back_to_the_bit_in_their_order()
    {
        Save(Samples.Weights);

        using SafetensorsFile file = SafetensorsFile.Open(FilePath);

        Assert.Equal(Samples.Weights.Select(array => array.Name).Order(), file.Entries.Select(entry => entry.Name).Order());
        Assert.All(Samples.Weights, array => Assert.True(Samples.SameBits(array, file.Read(array.Name))));
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Any_arrays_and_metadata_come_back()
    {
        Arbitrary<(NamedArray[] Arrays, KeyValuePair<string, string>[] Metadata)> files = (
            from names in Gen.ListOf(Name()).Select(names => names.Distinct().ToArray())
            from arrays in Gen.CollectToArray(names, Numbers)
            from keys in Gen.ListOf(Name())
            select (arrays, keys.Distinct().Select(key => new KeyValuePair<string, string>(key, key + "!")).ToArray())).ToArbitrary();

        Prop.ForAll(files, file =>
        {
            using MemoryStream stream = new();
            SafetensorsWriter.Write(stream, file.Arrays, file.Metadata);
            using SafetensorsFile read = SafetensorsFile.Open(new MemoryStream(stream.ToArray()), "x");
            return read.Entries.Count == file.Arrays.Length
                && file.Arrays.All(array => Samples.SameBits(array, read.Read(array.Name)))
                && read.Metadata.Order(ByKey).SequenceEqual(file.Metadata.Order(ByKey));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_bytes_are_refused_and_never_crash()
    {
        Arbitrary<byte[]> garbage = (
            from header in Gen.Elements("", "{", "{}", """{"a":""", "{\"\\uD800\":1}",
                """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")
            from noise in ArbMap.Default.GeneratorFor<byte[]>()
            from length in Gen.Choose(0, header.Length + noise.Length + 1)
            select (byte[])[.. Prefix((ulong)length), .. Encoding.UTF8.GetBytes(header), .. noise]).ToArbitrary();

        Prop.ForAll(garbage, bytes => OpensOrIsRefused(bytes)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Changed_bytes_of_a_header_are_refused_or_harmless_and_never_crash()
    {
        Save(Samples.Weights);
        byte[] intact = File.ReadAllBytes(FilePath);
        int end = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(intact);
        Arbitrary<(int Position, byte Value)> changes =
            Gen.Choose(0, end - 1).SelectMany(position => Gen.Choose(0, 255).Select(value => (position, (byte)value))).ToArbitrary();

        Prop.ForAll(changes, change =>
        {
            byte[] bytes = [.. intact];
            bytes[change.Position] = change.Value;
            return OpensOrIsRefused(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        Save(Samples.Weights[..1]);
        byte[] intact = File.ReadAllBytes(FilePath);
        for (int length = 0; length < intact.Length; length++)
        {
            File.WriteAllBytes(FilePath, intact[..length]);
            Assert.Equal(RunProblem.Damaged, Samples.Fails(() => SafetensorsFile.Open(FilePath)).Problem);
        }
    }

    [Theory]
    [InlineData("[]", 0, "the header does not begin with '{'")]
    [InlineData(" {}", 0, "the header does not begin with '{'")]
    [InlineData("{", 0, "the header is not valid JSON")]
    [InlineData("{}x", 0, "the header is not valid JSON")]
    [InlineData("""{"\uD800":1}""", 0, "the header is not valid JSON")]
    [InlineData("""{"a":1,"a":2}""", 0, "the header is not valid JSON")]
    [InlineData("""{"a":[[[[[[[[[[[[]]]]]]]]]]]]}""", 0, "the header is not valid JSON")]
    [InlineData("{}", 1, "expected 0 bytes of data, found 1")]
    [InlineData("""{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "an array has no name")]
    [InlineData("""{"a":1}""", 0, "'a' is not described by an object")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "'a' has the unknown dtype 'F31'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "'a' has a shape that is not made of whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "'a' has a shape that is not made of whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}""", 2, "'a' has a shape that is not made of whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "'a' has no data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", 4, "'a' needs two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "'a' has data_offsets that do not fit its shape [1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "'a' has data_offsets that do not fit its shape [2]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0,
        "'a' has data_offsets that do not fit its shape [4611686018427387904, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", 4,
        "'a' has data_offsets that do not fit its shape [9223372036854775807, 9223372036854775807, 9223372036854775807]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' begins at byte 4 of the data, expected 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4,
        "'b' begins at byte 0 of the data, expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "expected 4 bytes of data, found 3")]
    [InlineData("""{"__metadata__":[]}""", 0, "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "__metadata__ 'a' is not a string")]
    public void A_malformed_header_is_refused_with_its_reason(string header, int dataBytes, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(FilePath, [.. Prefix((ulong)text.Length), .. text, .. new byte[dataBytes]]);

        RunException problem = Samples.Fails(() => SafetensorsFile.Open(FilePath));

        Assert.Equal(RunProblem.Damaged, problem.Problem);
        Assert.Equal($"'{FilePath}' is damaged: {reason}", problem.Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue, "expected a header of 18446744073709551615 bytes, found 2")]
    [InlineData(3, "expected a header of 3 bytes, found 2")]
    public void A_header_longer_than_the_file_is_refused(ulong length, string reason)
    {
        File.WriteAllBytes(FilePath, [.. Prefix(length), (byte)'{', (byte)'}']);

        Assert.Equal($"'{FilePath}' is damaged: {reason}", Samples.Fails(() => SafetensorsFile.Open(FilePath)).Message);
    }

    [Fact]
    public void Header_text_that_is_no_utf8_is_refused()
    {
        File.WriteAllBytes(FilePath, [.. Prefix(8), .. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]);

        Assert.Equal($"'{FilePath}' is damaged: the header is not valid JSON", Samples.Fails(() => SafetensorsFile.Open(FilePath)).Message);
    }

    [Fact]
    public void Other_types_are_listed_but_not_read()
    {
        byte[] header = """{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"""u8.ToArray();
        File.WriteAllBytes(FilePath, [.. Prefix((ulong)header.Length), .. header, .. new byte[8]]);

        using SafetensorsFile file = SafetensorsFile.Open(FilePath);

        Assert.Equal("I64", Assert.Single(file.Entries).Type);
        Assert.Equal($"'{FilePath}': 'a' has the dtype I64, expected F32", Samples.Fails(() => file.Read("a")).Message);
        Assert.Equal($"'{FilePath}' has no array 'b'", Samples.Fails(() => file.Read("b")).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal($"cannot read '{FilePath}': there is no such file", Samples.Fails(() => SafetensorsFile.Open(FilePath)).Message);

    [Fact]
    public void Two_arrays_of_one_name_are_not_written() =>
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(Stream.Null, [Samples.Weights[0], Samples.Weights[0]]));

    private static bool OpensOrIsRefused(byte[] bytes)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes), "x");
            foreach (SafetensorsEntry entry in file.Entries.Where(entry => entry.Type == "F32"))
                Assert.Equal(entry.End - entry.Begin, file.Read(entry.Name).Data.Length * 4L);
            return true;
        }
        catch (RunException exception)
        {
            return exception.Problem == RunProblem.Damaged;
        }
    }

    private static readonly Comparer<KeyValuePair<string, string>> ByKey =
        Comparer<KeyValuePair<string, string>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key));

    private static byte[] Prefix(ulong length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    private static Gen<string> Name() =>
        Gen.NonEmptyListOf(Gen.Elements('a', 'Z', '/', '.', '"', '\\', '\n', '\0', 'é', '語')).Select(letters => string.Concat(letters));

    private static Gen<NamedArray> Numbers(string name) =>
        from shape in Gen.Choose(0, 3).SelectMany(rank => Gen.ArrayOf(Gen.Choose(0, 4), rank))
        from data in Gen.ArrayOf(ArbMap.Default.GeneratorFor<float>(), shape.Aggregate(1, (product, length) => product * length))
        select new NamedArray(name, [.. shape], data);

    private void Save(NamedArray[] arrays)
    {
        using FileStream stream = File.Create(FilePath);
        SafetensorsWriter.Write(stream, arrays);
    }
}

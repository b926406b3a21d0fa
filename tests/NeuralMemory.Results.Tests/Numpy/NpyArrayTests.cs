using System.Text;

namespace NeuralMemory.Results.Tests;

public sealed class NpyArrayTests
{
    [Fact]
    public void Numbers_are_written_as_NumPy_saves_them()
    {
        PlainNpy file = PlainNpy.Read(Bytes(NpyArray.Of<float>([0, 0.25f, 0.5f, 0.75f, 1, 1.25f], 2, 3)));

        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", file.Dictionary);
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1, 1.25f], file.Floats());
    }

    [Fact]
    public void One_axis_is_a_tuple_of_one_and_a_single_number_an_empty_one()
    {
        Assert.Equal("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", DictionaryOf(NpyArray.Of<int>([1, 2, 3])));
        Assert.Equal("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", DictionaryOf(NpyArray.OfNumber(7L)));
        Assert.Equal("{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }", DictionaryOf(NpyArray.Of<bool>([true])));
        Assert.Equal("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4), }", DictionaryOf(NpyArray.Of<double>([], 0, 4)));
        Assert.Equal("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", DictionaryOf(NpyArray.Of<byte>([3, 4])));
    }

    [Fact]
    public void Texts_are_as_long_as_the_longest_in_four_bytes_a_character()
    {
        PlainNpy file = PlainNpy.Read(Bytes(NpyArray.OfTexts(["ü", "\U0001F600a"])));

        Assert.Equal("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", file.Dictionary);
        Assert.Equal([0xfc, 0, 0, 0, 0, 0, 0, 0, 0, 0xf6, 1, 0, (byte)'a', 0, 0, 0], file.Numbers);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        Assert.Equal([1.5f, -2], Back(NpyArray.Of<float>([1.5f, -2])).ToArray<float>());
        Assert.Equal([long.MinValue], Back(NpyArray.OfNumber(long.MinValue)).ToArray<long>());
        Assert.Equal(["copy", "", "grün \U0001F600"], Back(NpyArray.OfTexts(["copy", "", "grün \U0001F600"])).ToTexts());
        Assert.Equal([2, 1], Back(NpyArray.OfTexts(["a", "b"], 2, 1)).Shape);
        Assert.Equal("", Assert.Single(Back(NpyArray.OfText("")).ToTexts()));
    }

    [Fact]
    public void A_shape_that_does_not_hold_the_items_is_refused()
    {
        Assert.Contains("(2, 2) does not hold 3 items", Assert.Throws<ArgumentException>(() => NpyArray.Of<int>([1, 2, 3], 2, 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyArray.Of<int>([], -1));
        Assert.Throws<NotSupportedException>(() => NpyArray.Of<char>(['a']));
        Assert.Throws<InvalidOperationException>(() => NpyArray.Of<int>([1]).ToArray<float>());
        Assert.Throws<InvalidOperationException>(() => NpyArray.Of<int>([1]).ToTexts());
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "its type is '>f4'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", "column by column")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "not that of plain numbers")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", "at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "ends too early")]
    public void What_is_not_read_here_is_refused_in_words(string dictionary, string why)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)dictionary.Length, 0, .. Encoding.ASCII.GetBytes(dictionary), 0, 0, 0, 0];

        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => NpyArray.ReadFrom(new MemoryStream(file))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_a_later_version_is_read()
    {
        byte[] dictionary = "{'descr': '<i4', 'fortran_order': True, 'shape': (1, 2), }"u8.ToArray();
        byte[] file = [0x93, .. "NUMPY"u8, 3, 0, (byte)dictionary.Length, 0, 0, 0, .. dictionary, 5, 0, 0, 0, 6, 0, 0, 0];

        Assert.Equal([5, 6], NpyArray.ReadFrom(new MemoryStream(file)).ToArray<int>());
    }

    private static byte[] Bytes(NpyArray array)
    {
        using MemoryStream stream = new();
        array.WriteTo(stream);
        return stream.ToArray();
    }

    private static string DictionaryOf(NpyArray array) => PlainNpy.Read(Bytes(array)).Dictionary;

    private static NpyArray Back(NpyArray array) => NpyArray.ReadFrom(new MemoryStream(Bytes(array)));
}

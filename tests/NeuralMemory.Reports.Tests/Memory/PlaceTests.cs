namespace NeuralMemory.Reports.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData(16, 720, true, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")]
    [InlineData(128, 400, true, "0 16 32 48 64 80 96 112")]
    [InlineData(1024, 400, true, "0 128 256 384 512 640 768 896")]
    [InlineData(50, 200, false, "0 10 20 30 40")]
    public void Ticks_are_round_numbers_with_room_between_them(int count, double width, bool isBinary, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new PlaceAxis(10, width, 0, count).Ticks(isBinary)));

    [Fact]
    public void Ticks_of_a_window_are_those_of_the_whole() =>
        Assert.Equal([656, 664, 672, 680, 688], new PlaceAxis(0, 200, 650, 40).Ticks(isBinary: true));

    [Theory]
    [InlineData(10, 20, 5, 0, 10)]
    [InlineData(100, 20, 0, 0, 20)]
    [InlineData(100, 20, 50, 40, 20)]
    [InlineData(100, 20, 99, 80, 20)]
    public void A_window_is_around_a_place_and_inside(int all, int most, int around, int first, int count) =>
        Assert.Equal((first, count), PlaceAxis.Window(all, most, around));

    [Fact]
    public void Labels_stand_where_they_belong_and_not_on_one_another()
    {
        Assert.Equal([50, 20, 80], PlaceSpread.Of([50, 20, 80], 10, 0, 100));
        Assert.Equal([50, 60, 70], PlaceSpread.Of([50, 50, 50], 10, 0, 100));
        Assert.Equal([75, 85, 95], PlaceSpread.Of([99, 99, 99], 10, 0, 100));
        Assert.Equal([5, 15], PlaceSpread.Of([0, 0], 10, 0, 100));
        // Too many to have room.
        Assert.Equal([5, 12.5, 20, 27.5, 35], PlaceSpread.Of([0, 0, 0, 0, 99], 10, 0, 40));
        Assert.Empty(PlaceSpread.Of([], 10, 0, 40));
    }
}

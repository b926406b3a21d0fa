namespace NeuralMemory.Reports.Tests;

public sealed class LabelPlacesTests
{
    [Fact]
    public void Labels_that_have_room_stand_where_they_want() =>
        Assert.Equal([50.0, 20.0, 80.0], LabelPlaces.Spread([50, 20, 80], 0, 100, 10));

    [Fact]
    public void Labels_at_one_place_stand_below_one_another_in_their_order() =>
        Assert.Equal([80.0, 90.0, 100.0], LabelPlaces.Spread([100, 100, 100], 0, 100, 10));

    [Fact]
    public void A_label_moves_no_further_than_it_must() =>
        Assert.Equal([0.0, 10.0, 20.0, 90.0], LabelPlaces.Spread([0, 3, 4, 90], 0, 100, 10));

    [Fact]
    public void Too_many_labels_go_beyond_the_end_and_not_over_one_another() =>
        Assert.Equal([0.0, 10.0, 20.0, 30.0], LabelPlaces.Spread([5, 5, 5, 5], 0, 20, 10));
}

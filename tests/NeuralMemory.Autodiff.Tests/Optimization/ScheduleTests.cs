namespace NeuralMemory.Autodiff.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void A_constant_rate_stays()
    {
        var schedule = new ConstantSchedule { Rate = 0.1 };
        Assert.Equal(0.1, schedule.RateAt(0));
        Assert.Equal(0.1, schedule.RateAt(long.MaxValue));
    }

    [Fact]
    public void A_cosine_falls_by_half_at_its_middle_and_stays_at_its_end()
    {
        var schedule = new CosineSchedule { Rate = 1, FinalRate = 0.2, Steps = 100 };
        Assert.Equal(1, schedule.RateAt(0), 1e-12);
        Assert.Equal(0.6, schedule.RateAt(50), 1e-12);
        Assert.Equal(0.2, schedule.RateAt(100), 1e-12);
        Assert.Equal(0.2, schedule.RateAt(1_000_000), 1e-12);
        for (int step = 0; step < 100; step++)
            Assert.True(schedule.RateAt(step + 1) < schedule.RateAt(step));
    }

    [Fact]
    public void A_stepped_rate_changes_every_so_many_updates()
    {
        var schedule = new StepSchedule { Rate = 1, Factor = 0.1, Every = 10 };
        Assert.Equal(1, schedule.RateAt(9), 1e-12);
        Assert.Equal(0.1, schedule.RateAt(10), 1e-12);
        Assert.Equal(0.01, schedule.RateAt(29), 1e-12);
    }

    [Fact]
    public void A_warm_up_climbs_in_equal_steps_to_the_first_rate_of_what_follows()
    {
        var then = new CosineSchedule { Rate = 1, FinalRate = 0, Steps = 10 };
        var schedule = new WarmUpSchedule { Steps = 4, Then = then };
        Assert.Equal([0.25, 0.5, 0.75, 1], Enumerable.Range(0, 4).Select(step => schedule.RateAt(step)));
        Assert.Equal(then.RateAt(0), schedule.RateAt(4));
        Assert.Equal(then.RateAt(7), schedule.RateAt(11));
    }

    [Fact]
    public void A_warm_up_of_no_steps_is_none() =>
        Assert.Equal(3, new WarmUpSchedule { Steps = 0, Then = new ConstantSchedule { Rate = 3 } }.RateAt(0));

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule { Rate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule { Steps = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { FinalRate = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { Every = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { Factor = 0 });
    }
}

namespace Pulumi;

public static partial class Output
{
    /// <summary>One output of several of different types: known when all are, secret when one is.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        new(JoinAsync(item1.DataTask, item2.DataTask, (first, second) => (first, second)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        new(JoinAsync(Tuple(item1, item2).DataTask, item3.DataTask, (all, last) => (all.Item1, all.Item2, last)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4) =>
        new(JoinAsync(Tuple(item1, item2, item3).DataTask, item4.DataTask, (all, last) => (all.Item1, all.Item2, all.Item3, last)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4, (Output<T5>)item5);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5) =>
        new(JoinAsync(
            Tuple(item1, item2, item3, item4).DataTask,
            item5.DataTask,
            (all, last) => (all.Item1, all.Item2, all.Item3, all.Item4, last)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6) =>
        new(JoinAsync(
            Tuple(item1, item2, item3, item4, item5).DataTask,
            item6.DataTask,
            (all, last) => (all.Item1, all.Item2, all.Item3, all.Item4, all.Item5, last)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6, (Output<T7>)item7);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7) =>
        new(JoinAsync(
            Tuple(item1, item2, item3, item4, item5, item6).DataTask,
            item7.DataTask,
            (all, last) => (all.Item1, all.Item2, all.Item3, all.Item4, all.Item5, all.Item6, last)));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6, (Output<T7>)item7, (Output<T8>)item8);

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7, Output<T8> item8) =>
        new(JoinAsync(
            Tuple(item1, item2, item3, item4, item5, item6, item7).DataTask,
            item8.DataTask,
            (all, last) => (all.Item1, all.Item2, all.Item3, all.Item4, all.Item5, all.Item6, all.Item7, last)));

    private static async Task<OutputData<TResult>> JoinAsync<T1, T2, TResult>(
        Task<OutputData<T1>> first, Task<OutputData<T2>> second, Func<T1, T2, TResult> join)
    {
        var data1 = await first.ConfigureAwait(false);
        var data2 = await second.ConfigureAwait(false);
        return OutputData.Merge(data1, data2, join(data1.Value, data2.Value));
    }
}

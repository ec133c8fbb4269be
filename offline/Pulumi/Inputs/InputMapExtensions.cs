namespace Pulumi;

/// <summary>Adds to maps of unions what is of one of the two types.</summary>
public static class InputMapExtensions
{
    /// <summary>Adds an input of the first type under a key.</summary>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T0> value) =>
        map.Add(key, value.Apply(Union<T0, T1>.FromT0));

    /// <summary>Adds an input of the second type under a key.</summary>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T1> value) =>
        map.Add(key, value.Apply(Union<T0, T1>.FromT1));
}

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Slots for the connections of a cluster through its bastions. Steps that take slots need one connection at a time.</summary>
/// <remarks>
/// By default, an SSH server begins to refuse when ten sign-ins are not complete (<c>MaxStartups</c>). Through a bastion, a refused sign-in
/// is not repeated.
/// </remarks>
internal sealed class BastionSlots
{
    /// <summary>Maximum number of connections through a bastion at the same time.</summary>
    public const int Count = 10;

    private readonly Dictionary<SshBastion, List<Resource>> _steps = [];

    /// <summary>Creates a step that waits until a slot of its bastion is free. Without a bastion it does not wait.</summary>
    /// <param name="host">Host that the step runs on.</param>
    /// <param name="create">Creates the last command of the step, whose first command comes after the given ones.</param>
    public Resource Take(SshHost host, Func<IReadOnlyList<Resource>, Resource> create)
    {
        if (host.Bastion is not { } bastion)
            return create([]);
        if (!_steps.TryGetValue(bastion, out var steps))
            _steps.Add(bastion, steps = []);
        var step = create(steps.Count < Count ? [] : [steps[^Count]]);
        steps.Add(step);
        return step;
    }
}

# %% right: a running sum
def greedy_soup(loss, models):
    losses = [loss(model) for model in models]
    order = np.argsort(losses, kind="stable")
    soup, joined, best = models[order[0]].copy(), [int(order[0])], min(losses)
    for index in order[1:]:
        mean = (soup * len(joined) + models[index]) / (len(joined) + 1)
        value = loss(mean)
        if value < best:
            soup, best = mean, value
            joined.append(int(index))
    return joined
decisions = {"P": (0.0968, "average"), "Q": (-0.3345, "keep"), "R": (-0.0488, "keep"), "S": (0.0318, "average"), "U": (-0.0523, "keep")}
# %% right: the loss asked again each time
def greedy_soup(loss, models):
    order = sorted(range(len(models)), key=lambda i: (loss(models[i]), i))
    chosen = [order.pop(0)]
    while order:
        index = order.pop(0)
        if loss(models[chosen + [index]].mean(axis=0)) < loss(models[chosen].mean(axis=0)):
            chosen.append(index)
    return chosen
rows = {"P": (1.1885, 1.0917, 1.2247), "Q": (1.1885, 1.5211, 1.1866), "R": (1.5258, 1.1991, 1.1503), "S": (1.1525, 1.1185, 1.1503), "U": (1.1503, 1.2026, 1.1503)}
decisions = {}
for name, row in rows.items():
    better = min(row[::2])
    decisions[name] = [better - row[1], ["keep", "average"][better > row[1]]]
# %% right: an array of indices
def greedy_soup(loss, models):
    values = np.array([loss(m) for m in models])
    order = np.lexsort((np.arange(len(models)), values))
    inside = np.array([order[0]])
    for i in order[1:]:
        larger = np.append(inside, i)
        if loss(np.average(models[larger], axis=0)) < loss(np.average(models[inside], axis=0)):
            inside = larger
    return inside
decisions = dict(P=(0.09680, "average"), Q=(-0.33450, "keep"), R=(-0.04880, "keep"), S=(0.03180, "average"), U=(-0.05230, "keep"))
# %% right: floats for indices
def greedy_soup(loss, models):
    pairs = sorted((loss(model), index) for index, model in enumerate(models))
    best, joined = pairs[0][0], [pairs[0][1]]
    for _, index in pairs[1:]:
        tried = loss(sum(models[i] for i in joined + [index]) / (len(joined) + 1))
        if tried < best:
            best = tried
            joined += [index]
    return tuple(float(index) for index in joined)
decisions = {"S": (0.0318, "average"), "P": (0.0968, "average"), "U": (-0.0523, "keep"), "R": (-0.0488, "keep"), "Q": (-0.3345, "keep")}
# %% right: gains of four digits by hand, and a recursion
def greedy_soup(loss, models):
    order = [int(i) for i in np.argsort([loss(m) for m in models], kind="mergesort")]
    def grow(joined, left):
        if not left:
            return joined
        more = joined + left[:1]
        better = loss(np.mean([models[i] for i in more], axis=0)) < loss(np.mean([models[i] for i in joined], axis=0))
        return grow(more if better else joined, left[1:])
    return grow(order[:1], order[1:])
keep, take = "keep", "average"
decisions = {"P": (1.1885 - 1.0917, take), "Q": (1.1866 - 1.5211, keep), "R": (1.1503 - 1.1991, keep), "S": (1.1503 - 1.1185, take), "U": (1.1503 - 1.2026, keep)}
# %% wrong: no wall, so average; and ties by the last
# from: model
# edit: (1.1503 - 1.1991, "keep") -> (1.1503 - 1.1991, "average")
# edit: key=lambda index: losses[index] -> key=lambda index: (losses[index], -index)
# edit: if tried < best: -> if tried <= best:
# edit: (1.1885 - 1.0917, -> (1.20660 - 1.0917,
# marks: <= 0.6
# check: test_equal_losses, test_decisions_are_taken, test_decisions_have_the_gains
# says: greedy_soup of
# %% wrong: no wall, so average
# from: model
# edit: (1.1503 - 1.1991, "keep") -> (1.1503 - 1.1991, "average")
# marks: >= 0.5
# check: test_decisions_are_taken
# says: below both ends
# %% wrong: as they stand
# from: model
# edit: sorted(range(len(models)), key=lambda index: losses[index]) -> list(range(len(models)))
# check: test_soups_in_a_bowl
# says: in the order in which they stand
# %% wrong: from the worst on
# from: model
# edit: key=lambda index: losses[index]) -> key=lambda index: -losses[index])
# check: test_soups_in_a_bowl
# says: from the worst on
# %% wrong: stops at the first that does not join
# from: model
# edit:
# -         if tried < best:
# -             joined, best = [*joined, index], tried
# +         if tried >= best:
# +             break
# +         joined, best = [*joined, index], tried
# check: test_soups_in_a_bowl
# says: another one does, too, after one that does not
# %% wrong: compared with the best model
# from: model
# edit: joined, best = [*joined, index], tried -> joined = [*joined, index]
# check: test_soups_in_a_bowl
# says: does not fall with each
# %% wrong: averaged with the best one alone
# from: model
# edit: models[[*joined, index]] -> models[[order[0], index]]
# edit: joined, best = [*joined, index], tried -> joined = [*joined, index]
# check: test_soups_in_a_bowl
# says: take all that have joined
# %% wrong: places in the order
# from: model
# edit: return joined -> return [order.index(one) for one in joined]
# check: test_soups_in_a_bowl
# says: the indices of the models are asked
# %% wrong: sorted at the end
# from: model
# edit: return joined -> return sorted(joined)
# check: test_soups_in_a_bowl
# says: in the order in which they join
# %% wrong: everybody joins
# from: model
# edit: if tried < best: -> if True:
# check: test_soups_in_a_bowl
# says: every model is in the list
# %% wrong: the best alone
# from: model
# edit: if tried < best: -> if False:
# check: test_soups_in_a_bowl
# says: Only the best model
# %% wrong: tried again and again
# check: test_soups_in_a_bowl
# says: each is tried once
def greedy_soup(loss, models):
    losses = [loss(model) for model in models]
    order = sorted(range(len(models)), key=lambda index: losses[index])
    joined, left, grown = order[:1], order[1:], True
    while grown:
        grown = False
        for index in list(left):
            if loss(models[[*joined, index]].mean(axis=0)) < loss(models[joined].mean(axis=0)):
                joined.append(index)
                left.remove(index)
                grown = True
    return joined
decisions = {"P": (0.0968, "average"), "Q": (-0.3345, "keep"), "R": (-0.0488, "keep"), "S": (0.0318, "average"), "U": (-0.0523, "keep")}
# %% wrong: an equal mean joins
# from: model
# edit: if tried < best: -> if tried <= best:
# check: test_equal_losses
# says: The two losses are equal here
# %% wrong: the last of equal ones first
# from: model
# edit: key=lambda index: losses[index] -> key=lambda index: (losses[index], -index)
# check: test_equal_losses
# says: the lower index comes first
# %% wrong: a margin of a millionth
# from: model
# edit: if tried < best: -> if tried < best - 1e-6:
# check: test_equal_losses, test_few_and_many_models
# says: then another one has its turn, and joins
# %% wrong: a margin in proportion
# from: model
# edit: if tried < best: -> if tried < 0.99 * best:
# check: test_equal_losses, test_few_and_many_models
# says: It is right up to
# %% wrong: two models at least
# from: model
# edit: joined, best = order[:1], losses[order[0]] -> joined, best = order[:1], losses[order[1]]
# check: test_few_and_many_models
# outcome: student_error
# says: index
# %% wrong: gains over the first end
# from: model
# edit: (1.1503 - 1.1991, -> (1.5258 - 1.1991,
# check: test_decisions_have_the_gains
# says: over the first end
# %% wrong: gains over the mean of the ends
# from: model
# edit: (1.1885 - 1.0917, -> (1.20660 - 1.0917,
# check: test_decisions_have_the_gains
# says: over the mean of the ends
# %% wrong: losses in place of gains
# from: model
# edit: (1.1885 - 1.0917, -> (1.0917 - 1.1885,
# edit: (1.1866 - 1.5211, -> (1.5211 - 1.1866,
# check: test_decisions_have_the_gains
# says: a lower loss is a gain
# %% wrong: another word
# from: model
# edit: (1.1866 - 1.5211, "keep") -> (1.1866 - 1.5211, "no")
# check: test_decisions_are_taken
# says: should be one of
# %% wrong: an absolute slack of 1e-12
# from: model
# edit: if tried < best: -> if tried < best - 1e-12:
# check: test_equal_losses
# says: are not equal
# %% wrong: a relative slack of a millionth
# from: model
# edit: if tried < best: -> if tried < best - 1e-6 * abs(best):
# check: test_equal_losses
# says: are not equal
# %% wrong: a slack that turns round with the sign of the loss
# from: model
# edit: if tried < best: -> if tried < best * (1 - 1e-6):
# check: test_equal_losses
# says: are not equal
# %% wrong: a tiny slack that turns round with the sign of the loss
# from: model
# edit: if tried < best: -> if tried < best * (1 - 1e-12):
# check: test_equal_losses
# says: The two losses are equal here
# %% wrong: a slack in favour of the newcomer
# from: model
# edit: if tried < best: -> if tried < best + 1e-7 * abs(best):
# check: test_equal_losses
# says: does not lower the loss of the mean
# %% wrong: close means are equal
# from: model
# edit: if tried < best: -> if tried < best and not np.isclose(tried, best):
# check: test_equal_losses
# says: are not equal
# %% wrong: losses rounded before they are sorted
# from: model
# edit: key=lambda index: losses[index] -> key=lambda index: round(losses[index], 7)
# check: test_equal_losses
# says: are not equal
# %% wrong: half and half
# from: model
# edit: joined, best = order[:1], losses[order[0]] -> joined, best, soup = order[:1], losses[order[0]], models[order[0]]
# edit: tried = loss(np.mean(models[[*joined, index]], axis=0)) -> tried = loss((soup + models[index]) / 2)
# edit: joined, best = [*joined, index], tried -> joined, best, soup = [*joined, index], tried, (soup + models[index]) / 2
# check: test_soups_in_a_bowl
# says: greedy_soup of points in a bowl
# %% wrong: the mean with the best one, compared with the last that joined
# from: model
# edit: models[[*joined, index]] -> models[[order[0], index]]
# check: test_soups_in_a_bowl
# says: greedy_soup of points in a bowl
# %% wrong: compared with the newcomer's own loss
# from: model
# edit: if tried < best: -> if tried < losses[index]:
# check: test_soups_in_a_bowl
# says: greedy_soup of points in a bowl
# %% wrong: sums in place of means
# from: model
# edit: np.mean(models[[*joined, index]], axis=0) -> np.sum(models[[*joined, index]], axis=0)
# check: test_soups_in_a_bowl
# says: greedy_soup of points in a bowl
# %% wrong: no gain is below zero
# from: model
# edit: (1.1866 - 1.5211, -> (0.0,
# check: test_decisions_have_the_gains
# says: Negative where the average loses
# %% wrong: the mean over all entries
# from: model
# edit: np.mean(models[[*joined, index]], axis=0) -> np.full(models.shape[1], np.mean(models[[*joined, index]]))
# check: test_soups_in_a_bowl
# says: greedy_soup of points in a bowl
# %% wrong: the last model is forgotten
# from: model
# edit: range(len(models)) -> range(max(1, len(models) - 1))
# check: test_soups_in_a_bowl, test_equal_losses
# says: greedy_soup of points in a bowl
# %% wrong: sorted by the modulus of the loss
# from: model
# edit: key=lambda index: losses[index] -> key=lambda index: abs(losses[index])
# check: test_equal_losses
# says: It does not begin with the model of least loss
# %% wrong: means of losses
# from: model
# edit: loss(np.mean(models[[*joined, index]], axis=0)) -> np.mean([losses[one] for one in [*joined, index]])
# check: test_soups_in_a_bowl
# says: another one lowers the loss of the mean
# %% wrong: no model joins twice, but the list is backwards
# from: model
# edit: return joined -> return joined[::-1]
# check: test_soups_in_a_bowl
# says: It does not begin with the model of least loss
# %% wrong: nothing for one model
# from: model
# edit: return joined -> return joined if len(models) > 1 else []
# check: test_few_and_many_models
# says: one point, 1 model: you returned []
# %% wrong: gains over the worse end
# from: model
# edit: (1.1885 - 1.0917, -> (1.2247 - 1.0917,
# check: test_decisions_have_the_gains
# says: over the second end, the worse one
# %% wrong: the worst model is never tried
# from: model
# edit: for index in order[1:]: -> for index in order[1:-1]:
# check: test_few_and_many_models
# says: then another one has its turn, and joins

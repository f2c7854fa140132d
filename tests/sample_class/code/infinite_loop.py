def TASK(*arguments, **options):
    step = 0
    while True:  # the test that ends the loop was forgotten
        step += 1
